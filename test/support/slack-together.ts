import { afterEach } from 'vitest';
import type { SlackVerbs } from '../../functions/slack/verbs.ts';
import { openSlackClient } from '../../shared/adapters/slack/client.ts';
import { formOpener } from '../../shared/adapters/slack/forms.ts';
import { slackMessenger } from '../../shared/adapters/slack/messenger.ts';
import { botToken, startTestSlack, type TestSlack } from './slack.ts';
import { type Served, serve, type TestFunction, testFunction } from './slack-function.ts';
import { requestIn } from './stories.ts';

let closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
});

export interface Together {
  readonly local: TestSlack;
  readonly app: TestFunction;
  readonly served: Served;
}

/** The `slack` function and the local workspace, over HTTP and with true signatures, until the test ends. */
export async function together(own: Partial<SlackVerbs> = {}): Promise<Together> {
  let local: TestSlack | undefined;
  const slack = () => openSlackClient(botToken, `${local?.slack.url}/api/`);
  const app = testFunction({ ...own, openForm: (trigger, form) => formOpener(slack())(trigger, form) });
  const served = await serve(app.endpoint);
  local = await startTestSlack({ deliverTo: served.url });
  closing = [() => local.close(), served.close];
  return { local, app, served };
}

/** A card that waits for approvers, in the workspace, to be clicked on. */
export async function cardIn(local: TestSlack) {
  const slack = openSlackClient(botToken, `${local.slack.url}/api/`);
  const request = requestIn('pending');
  const messenger = slackMessenger(slack, { approvalsChannel: 'access-requests' });
  const { channel, ts } = (await messenger.postCard(request, 'seen', 'approvals')).place;
  const click = async (user: string, actionId: string, value: string = request.id) =>
    (await local.post('/local/slack/action', { user, channel, ts, action_id: actionId, value })).json;
  return { click };
}
