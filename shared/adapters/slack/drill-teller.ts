import type { WebClient } from '@slack/web-api';
import type { DrillTeller } from '../../usecases/drill-ports.ts';
import { post } from './say.ts';
import { drillNotStarted } from './views/drill-not-started.ts';

/** Tells the channel of a rule of break-glass; throws SlackCallError. */
export function slackDrillTeller(slack: WebClient): DrillTeller {
  return {
    tellNotStarted: async (channel, rule, why) => {
      await post(slack, channel, drillNotStarted(rule, why));
    },
  };
}
