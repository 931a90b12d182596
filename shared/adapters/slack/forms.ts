import type { HomeView, ModalView, WebClient } from '@slack/web-api';
import * as z from 'zod';
import { answerOf, SlackCallError } from './client.ts';
import { unless } from './unless.ts';
import { type Message, sentence } from './views/blocks.ts';

/** Opens a form; answers what to say where it did not open. A trigger id lives for three seconds. */
export type OpenForm = (triggerId: string, form: ModalView) => Promise<Message | undefined>;

/** Draws an open form anew. One that was closed, sent or drawn anew meanwhile stays as it is. */
export type UpdateForm = (
  shown: { readonly id: string; readonly hash: string },
  form: ModalView,
) => Promise<void>;

/** Puts the Home tab in place for one person. */
export type PublishHome = (userId: string, home: HomeView) => Promise<void>;

const done = z.object({});

/** The form opener throws SlackCallError. */
export function formOpener(slack: WebClient): OpenForm {
  return async (triggerId, view) => {
    try {
      await answerOf('views.open', done, slack.views.open({ trigger_id: triggerId, view }));
      return undefined;
    } catch (error) {
      if (error instanceof SlackCallError && error.code.endsWith('_trigger_id')) {
        return sentence('Slack gave up waiting for the form. Do that again.');
      }
      throw error;
    }
  };
}

// The hash is that of the form as it was when the change was made: https://docs.slack.dev/reference/methods/views.update
const overtaken: ReadonlySet<string> = new Set(['hash_conflict', 'not_found', 'view_not_found']);

/** The form updater throws SlackCallError. */
export function formUpdater(slack: WebClient): UpdateForm {
  return async ({ id, hash }, view) => {
    const call = slack.views.update({ view_id: id, hash, view });
    await unless(overtaken, answerOf('views.update', done, call));
  };
}

/** The publisher throws SlackCallError. */
export function homePublisher(slack: WebClient): PublishHome {
  return async (userId, view) => {
    await answerOf('views.publish', done, slack.views.publish({ user_id: userId, view }));
  };
}
