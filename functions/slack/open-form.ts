import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { answerOf, SlackCallError } from '../../shared/adapters/slack/client.ts';
import { type Message, sentence } from '../../shared/adapters/slack/views/blocks.ts';
import { requestForm } from '../../shared/adapters/slack/views/request-form.ts';
import type { Estate } from '../../shared/domain/estate.ts';

/** Opens the request form; answers what to say where it did not open. A trigger id lives for three seconds. */
export type OpenForm = (triggerId: string) => Promise<Message | undefined>;

export function formOpener(slack: WebClient, estate: Estate): OpenForm {
  return async (triggerId) => {
    try {
      const call = slack.views.open({ trigger_id: triggerId, view: requestForm(estate) });
      await answerOf('views.open', z.object({}), call);
      return undefined;
    } catch (error) {
      if (error instanceof SlackCallError && error.code.endsWith('_trigger_id')) {
        return sentence('Slack gave up waiting for the form. Type `/k8s-access` again.');
      }
      throw error;
    }
  };
}
