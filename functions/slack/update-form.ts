import type { ModalView, WebClient } from '@slack/web-api';
import { z } from 'zod';
import { answerOf, SlackCallError } from '../../shared/adapters/slack/client.ts';
import { type InTimePorts, within } from '../../shared/usecases/in-time.ts';

/** Draws an open form anew. One that was closed, sent or drawn anew meanwhile stays as it is. */
export type UpdateForm = (
  shown: { readonly id: string; readonly hash: string },
  form: ModalView,
) => Promise<void>;

/** Milliseconds. What is left of Slack's three seconds when the preview took all of its own. */
const patience = 900;

// The hash is that of the form as it was when the change was made: https://docs.slack.dev/reference/methods/views.update
const overtaken: ReadonlySet<string> = new Set(['hash_conflict', 'not_found', 'view_not_found']);

export function formUpdater(slack: WebClient, ports: InTimePorts): UpdateForm {
  return async ({ id, hash }, view) => {
    await within(ports, patience)('draw the form anew', update(slack, { view_id: id, hash, view }));
  };
}

async function update(
  slack: WebClient,
  change: { readonly view_id: string; readonly hash: string; readonly view: ModalView },
): Promise<void> {
  try {
    await answerOf('views.update', z.object({}), slack.views.update(change));
  } catch (error) {
    if (!(error instanceof SlackCallError && overtaken.has(error.code))) throw error;
  }
}
