import type { WebClient } from '@slack/web-api';
import type { ApproverMessenger } from '../../usecases/approver-ports.ts';
import { linkTo } from './permalink.ts';
import { edit, sayUnder, tellAccount, tellPerson } from './say.ts';
import { usergroupIds } from './usergroups.ts';
import { askingMessage, settledMessage, strandedMessage, threadMessage } from './views/asking-message.ts';

/** Asks approvers alone, and says things under the card. Throws SlackCallError. */
export function slackApproverMessenger(slack: WebClient): ApproverMessenger {
  return {
    ask: async (request, asking) => {
      const [usergroups, cardUrl] = await Promise.all([
        usergroupIds(slack),
        request.card && linkTo(slack, request.card),
      ]);
      const message = askingMessage(request, asking, { usergroups, ...(cardUrl && { cardUrl }) });
      return tellAccount(slack, asking.userId, message);
    },
    settle: async (request, message) => {
      if (request.status !== 'pending') await edit(slack, message, settledMessage(request));
    },
    note: async (request, note, people) => {
      if (request.card === undefined) return;
      const message = threadMessage(request, note, people, await usergroupIds(slack));
      await sayUnder(slack, request.card, message);
    },
    tellStranded: async (request) => {
      await tellPerson(slack, request.requester, strandedMessage(request));
    },
  };
}
