import { cardOf, messageIn, type PlatformState, type TestPlatform } from './platform.ts';
import { askAndBeRouted } from './stories-on-platform.ts';
import { exampleWithTerms, patientTerms } from './waiting.ts';

/** Prod changes are reminded of, escalated and lapse within an hour; whoever is on call approves prod view. */
export function hastyPolicy(): string {
  const hasty = patientTerms.replace('remindAfter: 1h', 'remindAfter: 20m').replace('4h', '40m');
  return exampleWithTerms(hasty)
    .replace('lapseAfter: 8h', 'lapseAfter: 1h')
    .replace(
      '    maxDuration: 2h\n    approval: automatic',
      '    maxDuration: 2h\n    approval:\n      lapseAfter: 2h\n      stages:\n        - { schedules: [platform-primary], quorum: 1 }',
    );
}

async function post(platform: TestPlatform, path: string, body: object): Promise<void> {
  const answer = await fetch(`${platform.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
}

export const changeUsergroup = (platform: TestPlatform, handle: string, change: object) =>
  post(platform, `/local/slack/usergroups/${handle}`, change);

/** Changes who is on call for the platform. */
export const changeSchedule = (platform: TestPlatform, change: object) =>
  post(platform, '/local/pagerduty/schedules/PLATFRM', change);

/** Alice asks for what payments leads approve. */
export const askToChange = (platform: TestPlatform) =>
  askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h fix the nightly job');

/** Alice asks for what whoever is on call approves. */
export const askToLook = (platform: TestPlatform) =>
  askAndBeRouted(platform, 'alice', 'prod-eu payments view 1h look at the queue');

/** All that was said in a channel or direct message about a request, in short. */
export function saidIn(state: PlatformState, channel: string, id: string): readonly string[] {
  const messages = state.slack.channels.find(({ name }) => name === channel)?.messages ?? [];
  return messages.filter(({ blocks }) => JSON.stringify(blocks).includes(id)).map(({ text }) => text);
}

/** What was said in the thread of the request's card. */
export function underTheCard(state: PlatformState, id: string): readonly string[] {
  const { ts } = cardOf(state, id);
  const messages = state.slack.channels.find(({ name }) => name === 'access-requests')?.messages ?? [];
  return messages.filter(({ threadTs }) => threadTs === ts).map(({ text }) => text);
}

/** The last message to a person alone that has buttons to decide on the request. */
export function askedAlone(state: PlatformState, who: string, id: string) {
  return messageIn(state, `dm-${who}`, ({ text }) => text.includes(id) && text.includes('"approve"'));
}
