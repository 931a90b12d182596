import { factsOf, type PlatformState, type TestPlatform } from './platform.ts';
import { click, recordOf, requestIdIn } from './stories-on-platform.ts';

interface Shown {
  readonly id: string;
  readonly status: string;
  readonly duration: number;
}

/** The extensions of a request, as its record shows them. */
export const extensionsOf = (state: PlatformState, id: string) =>
  (recordOf(state, id)?.['extensions'] ?? []) as readonly Shown[];

export const endOf = (state: PlatformState, id: string) => String(recordOf(state, id)?.['closesAt']);

/** Alice asks for more time; the card of the extension is there. */
export async function askForMore(
  platform: TestPlatform,
  id: string,
  ask = '30m the job is not done',
): Promise<string> {
  const extension = requestIdIn(await platform.command('alice', `extend ${id} ${ask}`));
  await platform.until('the card is posted', (state) => factsOf(state, extension).includes('routed'));
  return extension;
}

export const untilExtensionIs = (platform: TestPlatform, id: string, extension: string, status: string) =>
  platform.until(`${extension} is ${status}`, (state) =>
    extensionsOf(state, id).some((each) => each.id === extension && each.status === status),
  );

/** Alice asks for more time, and bob gives it. */
export async function extend(platform: TestPlatform, id: string, ask?: string): Promise<string> {
  const extension = await askForMore(platform, id, ask);
  await click(platform, 'bob', 'approve', extension);
  await untilExtensionIs(platform, id, extension, 'applied');
  return extension;
}
