import { madeOf } from '../../shared/adapters/secrets/keep-secret.ts';
import { keptSlackSecret } from '../../shared/adapters/secrets/slack-secret.ts';
import { slackApproverMessenger } from '../../shared/adapters/slack/approver-messenger.ts';
import { openSlackClient } from '../../shared/adapters/slack/client.ts';
import { slackDirectory } from '../../shared/adapters/slack/directory.ts';
import type { AccessConfig } from '../../shared/config/access-config.ts';
import type { FunctionEnvironment } from '../../shared/config/environment.ts';
import type { ApproverMessenger } from '../../shared/usecases/approver-ports.ts';
import type { Clock, Directory } from '../../shared/usecases/ports.ts';
import { wireOnCall } from '../on-call.ts';

/**
 * Who approves, and how they are spoken to. Slack's secret is read when it is first needed: a request must lapse while
 * Secrets Manager does not answer. @throws ConfigError
 */
export function wireApprovers(
  settings: FunctionEnvironment,
  config: Pick<AccessConfig, 'pagerDutySchedules'>,
  clock: Clock,
): { readonly directory: Directory; readonly approverMessenger: ApproverMessenger } {
  const onCallNow = wireOnCall(settings, config, clock);
  const open = madeOf(keptSlackSecret(settings.SLACK_SECRET_ID), ({ botToken }) => {
    const slack = openSlackClient(botToken, settings.SLACK_API_URL);
    return { directory: slackDirectory(slack, onCallNow), messenger: slackApproverMessenger(slack) };
  });
  return {
    directory: {
      profile: async (...given) => (await open()).directory.profile(...given),
      usergroupsOf: async (...given) => (await open()).directory.usergroupsOf(...given),
      rostersOf: async (...given) => (await open()).directory.rostersOf(...given),
    },
    approverMessenger: {
      ask: async (...given) => (await open()).messenger.ask(...given),
      settle: async (...given) => (await open()).messenger.settle(...given),
      note: async (...given) => (await open()).messenger.note(...given),
      tellStranded: async (...given) => (await open()).messenger.tellStranded(...given),
    },
  };
}
