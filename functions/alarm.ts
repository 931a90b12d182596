import { dynamoApproverNotices } from '../shared/adapters/dynamodb/approver-notices.ts';
import { keptSlackSecret } from '../shared/adapters/secrets/slack-secret.ts';
import { slackAlarmMessenger } from '../shared/adapters/slack/alarm-messenger.ts';
import { openPatientSlackClient } from '../shared/adapters/slack/client.ts';
import type { TurnInput } from '../shared/adapters/step-functions/turn.ts';
import type { AccessConfig } from '../shared/config/access-config.ts';
import type { FunctionEnvironment } from '../shared/config/environment.ts';
import type { AlarmMessenger } from '../shared/usecases/alarm-ports.ts';
import { wirePager } from './pager.ts';
import { type Invocation, patienceFor, type wireMachineFunction } from './wiring.ts';

/** What a break-glass needs beside its window: pages, and a channel to tell. Slack's secret is read when it is needed. */
export function wireAlarm(
  settings: FunctionEnvironment,
  config: AccessConfig,
  { table, clock, reporter }: Pick<ReturnType<typeof wireMachineFunction>, 'table' | 'clock' | 'reporter'>,
) {
  const secret = keptSlackSecret(settings.SLACK_SECRET_ID);
  return {
    pager: wirePager(settings, config, { clock, reporter }),
    approverNotices: dynamoApproverNotices(table),
    alarmMessengerFor: (input: Pick<TurnInput, 'quietUntil'>, invocation: Invocation): AlarmMessenger => {
      let opened: Promise<AlarmMessenger> | undefined;
      const open = () => {
        opened ??= secret().then(({ botToken }) => {
          const patience = patienceFor(input, invocation, clock());
          return slackAlarmMessenger(
            openPatientSlackClient(botToken, patience, settings.SLACK_API_URL),
            config,
          );
        });
        return opened;
      };
      return {
        post: async (...given) => (await open()).post(...given),
        linkTo: async (...given) => (await open()).linkTo(...given),
        say: async (...given) => (await open()).say(...given),
      };
    },
  };
}
