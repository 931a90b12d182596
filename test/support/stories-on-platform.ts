import { type Answer, cardOf, type PlatformState, statusOf, type TestPlatform } from './platform.ts';

/** The id that the answer to a request names. */
export function requestIdIn(answer: { readonly response: unknown }): string {
  const id = /`([0-9a-z]{12})`/.exec(JSON.stringify(answer.response))?.[1];
  if (id === undefined) throw new Error(`no request id in ${JSON.stringify(answer.response)}`);
  return id;
}

/** Somebody asks for what needs approval, and the card is there. */
export async function askAndBeRouted(platform: TestPlatform, user: string, ask: string): Promise<string> {
  const id = requestIdIn(await platform.command(user, `request ${ask}`));
  await platform.until('the card is posted', (state) =>
    state.audit.some(({ requestId, fact }) => requestId === id && fact.type === 'routed'),
  );
  return id;
}

export async function click(platform: TestPlatform, user: string, action: string, id: string) {
  return platform.action(user, cardOf(await platform.state(), id), action, id);
}

/** Somebody clicks deny and, where the form opens, says why. */
export async function deny(
  platform: TestPlatform,
  user: string,
  id: string,
  why = 'not today',
): Promise<Answer> {
  const clicked = await click(platform, user, 'deny', id);
  return clicked.view === undefined
    ? clicked
    : platform.submit(user, clicked.view.id, { reason: { reason: why } });
}

/** Alice's hour of edit in prod-eu payments, approved by bob and open. */
export async function openWindowFor(
  platform: TestPlatform,
  user = 'alice',
  ask = 'prod-eu payments edit 1h fix the nightly job',
  approver = 'bob',
): Promise<string> {
  const id = await askAndBeRouted(platform, user, ask);
  await click(platform, approver, 'approve', id);
  await platform.until(`${id} is active`, (state) => statusOf(state, id) === 'active');
  return id;
}

/** What a person was shown in answer, as JSON. */
export const said = ({ response, messages }: Answer) => JSON.stringify([response, messages]);

export const recordOf = (state: PlatformState, id: string) => state.requests.find((each) => each.id === id);
