import type { ModalView, WebClient } from '@slack/web-api';
import { z } from 'zod';
import { answerOf, SlackCallError } from '../../shared/adapters/slack/client.ts';
import { type Message, sentence } from '../../shared/adapters/slack/views/blocks.ts';

/** Opens a form; answers what to say where it did not open. A trigger id lives for three seconds. */
export type OpenForm = (triggerId: string, form: ModalView) => Promise<Message | undefined>;

export function formOpener(slack: WebClient): OpenForm {
  return async (triggerId, view) => {
    try {
      await answerOf('views.open', z.object({}), slack.views.open({ trigger_id: triggerId, view }));
      return undefined;
    } catch (error) {
      if (error instanceof SlackCallError && error.code.endsWith('_trigger_id')) {
        return sentence('Slack gave up waiting for the form. Do that again.');
      }
      throw error;
    }
  };
}
