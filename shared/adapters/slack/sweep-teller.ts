import type { WebClient } from '@slack/web-api';
import type { SweepTeller } from '../../usecases/sweep-ports.ts';
import { post, tellAccount } from './say.ts';
import { findingsMessage, sweptMessage } from './views/findings.ts';

/** Says what sweeps find; throws SlackCallError. @param securityChannel without it, findings are alarms in the log alone */
export function slackSweepTeller(slack: WebClient, securityChannel: string | undefined): SweepTeller {
  return {
    tellFindings: async (findings) => {
      if (securityChannel !== undefined) await post(slack, securityChannel, findingsMessage(findings));
    },
    tellSweeper: async (userId, report) => {
      await tellAccount(slack, userId, sweptMessage(report));
    },
  };
}
