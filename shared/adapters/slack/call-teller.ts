import type { WebClient } from '@slack/web-api';
import type { CallTeller } from '../../usecases/call-ports.ts';
import { post, sayUnder } from './say.ts';
import { lateCallsMessage, useMessage } from './views/calls.ts';

/** Says what was done in clusters; throws SlackCallError. @param securityChannel hears of calls after a window */
export function slackCallTeller(slack: WebClient, securityChannel: string | undefined): CallTeller {
  return {
    tellUse: (request, place, summary) => sayUnder(slack, place, useMessage(request, summary)),
    tellLateCalls: async (request, place, calls) => {
      const message = lateCallsMessage(request, calls);
      if (securityChannel !== undefined) await post(slack, securityChannel, message);
      if (place !== undefined) await sayUnder(slack, place, message);
    },
  };
}
