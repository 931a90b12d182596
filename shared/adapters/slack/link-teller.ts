import type { WebClient } from '@slack/web-api';
import type { LinkTeller } from '../../usecases/link-ports.ts';
import { tellAccount } from './say.ts';
import { linkedMessage } from './views/link-answers.ts';

/** Tells the owner of an account by a direct message; throws SlackCallError. @param open answers the client when it is needed */
export function slackLinkTeller(open: () => Promise<WebClient>): LinkTeller {
  return {
    tellLinked: async (link) => {
      await tellAccount(await open(), link.userId, linkedMessage(link));
    },
  };
}
