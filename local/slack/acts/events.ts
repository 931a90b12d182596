import { setTimeout } from 'node:timers/promises';
import { app } from '../app.ts';
import { type Answer, accepted, type Delivery, statusOf } from '../deliver.ts';
import { newId } from '../ids.ts';
import type { Workspace } from '../workspace.ts';

/** What came of the last event that was sent to the app; 200 where there was none to send. */
export interface EventOutcome {
  readonly status: number;
  readonly response: unknown;
}

/** Sends events one after another, each once the one before has been answered. */
export async function tellEach(
  workspace: Workspace,
  events: readonly Record<string, unknown>[],
): Promise<EventOutcome> {
  let outcome: EventOutcome = { status: 200, response: '' };
  for (const event of events) {
    const answer = await sendEvent(workspace, event);
    outcome = { status: statusOf(answer), response: answer.kind === 'answered' ? answer.body : '' };
  }
  return outcome;
}

/**
 * Sends an event, and answers with the app's first answer. A failed event is sent again, up to three times, with
 * Slack's retry headers; that goes on after the answer, and ends when the workspace closes.
 * https://docs.slack.dev/apis/events-api
 */
async function sendEvent(workspace: Workspace, event: Record<string, unknown>): Promise<Answer> {
  const body = JSON.stringify(envelope(workspace, event));
  const delivery: Delivery = { contentType: 'application/json', body };
  const answer = await workspace.deliver(delivery);
  void retry(workspace, delivery, answer);
  return answer;
}

async function retry(workspace: Workspace, delivery: Delivery, first: Answer): Promise<void> {
  let answer = first;
  for (const [index, delay] of workspace.eventRetryDelays.entries()) {
    if (isFinal(answer)) return;
    try {
      await setTimeout(delay, undefined, { signal: workspace.closing, ref: false });
    } catch {
      return;
    }
    const headers = { 'x-slack-retry-num': String(index + 1), 'x-slack-retry-reason': reasonOf(answer) };
    answer = await workspace.deliver({ ...delivery, headers });
  }
}

/** An app may refuse an event for good: https://docs.slack.dev/apis/events-api/#turning-retries-off */
function isFinal(answer: Answer): boolean {
  return (answer.kind === 'answered' && answer.noRetry) || accepted(answer);
}

function reasonOf(answer: Answer): string {
  if (answer.kind === 'answered') return 'http_error';
  return answer.kind === 'timeout' ? 'http_timeout' : 'connection_failed';
}

function envelope({ team, now }: Workspace, event: Record<string, unknown>) {
  return {
    token: app.verificationToken,
    team_id: team.id,
    api_app_id: app.id,
    event: { ...event, event_ts: (now() / 1000).toFixed(6) },
    type: 'event_callback',
    event_id: newId('Ev'),
    event_time: Math.floor(now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: app.userId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
  };
}
