import { expect } from 'vitest';
import {
  cardOf,
  messageIn,
  ourBindings,
  type PlatformState,
  personalEntries,
  statusOf,
  type TestPlatform,
} from './platform.ts';
import { openWindowFor } from './stories-on-platform.ts';

/** A window whose machine waits for the end, so that nothing but an early end looks at it now. */
export async function openAndWait(
  platform: TestPlatform,
  user = 'alice',
  ask = 'prod-eu payments edit 1h fix it',
  approver = 'bob',
): Promise<string> {
  const id = await openWindowFor(platform, user, ask, approver);
  await untilMachineWaits(platform, id);
  return id;
}

export const untilMachineWaits = (platform: TestPlatform, id: string) =>
  platform.until('its machine waits', ({ executions }) =>
    executions.some(
      ({ machine, name, state }) => machine === 'window' && name === id && state === 'WaitUntilWakeAt',
    ),
  );

/** The window is over, and its card says so. */
export const untilEnded = (platform: TestPlatform, id: string) =>
  platform.until(
    `${id} is over`,
    (state) => statusOf(state, id) === 'ended' && cardOf(state, id).text.includes('Access is over'),
  );

export function expectNothingLeft(state: PlatformState): void {
  expect(ourBindings(state, 'prod-eu')).toEqual([]);
  expect(personalEntries(state, 'prod-eu')).toEqual([]);
}

/** What alice was told of a request, under a title. */
export const toldAlice = (state: PlatformState, id: string, title: string) =>
  messageIn(state, 'dm-alice', ({ text }) => text.includes(id) && text.includes(title));
