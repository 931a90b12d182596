import { readLogDelivery } from '../../shared/adapters/cloudwatch/audit-log.ts';
import { dynamoHolders } from '../../shared/adapters/dynamodb/holders.ts';
import { dynamoNotices } from '../../shared/adapters/dynamodb/notices.ts';
import { dynamoRequests } from '../../shared/adapters/dynamodb/requests.ts';
import { openTable } from '../../shared/adapters/dynamodb/table.ts';
import { dynamoWindowCalls } from '../../shared/adapters/dynamodb/window-calls.ts';
import { jsonReporter } from '../../shared/adapters/log/json-reporter.ts';
import { madeOf } from '../../shared/adapters/secrets/keep-secret.ts';
import { keptSlackSecret } from '../../shared/adapters/secrets/slack-secret.ts';
import { sha256 } from '../../shared/adapters/sha256.ts';
import { slackCallTeller } from '../../shared/adapters/slack/call-teller.ts';
import { openSlackClient } from '../../shared/adapters/slack/client.ts';
import { type Environment, readEnvironment } from '../../shared/config/environment.ts';
import { loadPreparedConfig } from '../../shared/config/prepared-config.ts';
import { instantFrom } from '../../shared/domain/instant.ts';
import type { CallTeller } from '../../shared/usecases/call-ports.ts';
import { joinLog } from '../../shared/usecases/join-log.ts';
import { tellUse } from '../../shared/usecases/tell-use.ts';

/** Reads what CloudWatch Logs delivers of clusters' audit logs; and, by its schedule, tells what was done within windows. */
export function create(environment: Environment, clock: () => number) {
  const settings = readEnvironment(environment);
  const { securityChannel } = loadPreparedConfig(settings.ACCESS_CONFIG_PATH);
  const table = openTable(settings.TABLE_NAME);
  const reporter = jsonReporter({ function: 'read-audit-log', stage: settings.STAGE });
  const open = madeOf(keptSlackSecret(settings.SLACK_SECRET_ID), ({ botToken }) =>
    slackCallTeller(openSlackClient(botToken, settings.SLACK_API_URL), securityChannel),
  );
  const teller: CallTeller = {
    tellUse: async (...given) => (await open()).tellUse(...given),
    tellLateCalls: async (...given) => (await open()).tellLateCalls(...given),
  };
  const ports = {
    requests: dynamoRequests(table),
    holders: dynamoHolders(table),
    windowCalls: dynamoWindowCalls(table, clock),
    notices: dynamoNotices(table),
    clock: () => instantFrom(clock()),
    ...{ teller, reporter, sha256 },
  };
  return async (event: object): Promise<void> => {
    if (!('awslogs' in event)) return tellUse(ports);
    const { calls, unread } = readLogDelivery(event);
    if (unread > 0) reporter.failed('read lines of an audit log', new Error(`${unread} lines`));
    await joinLog(ports, calls);
  };
}
