import { setTimeout as pause } from 'node:timers/promises';
import { dynamoNotices } from '../shared/adapters/dynamodb/notices.ts';
import { dynamoRequests } from '../shared/adapters/dynamodb/requests.ts';
import { openTable, type Table } from '../shared/adapters/dynamodb/table.ts';
import { jsonReporter } from '../shared/adapters/log/json-reporter.ts';
import { sha256 } from '../shared/adapters/sha256.ts';
import { stepFunctionsMachines } from '../shared/adapters/step-functions/machines.ts';
import type { FunctionEnvironment } from '../shared/config/environment.ts';
import { instantFrom } from '../shared/domain/instant.ts';
import { deferredMessenger } from './deferred-messenger.ts';

/** The ports that the functions of both machines share. @param clock milliseconds since the epoch */
export function wireMachineFunction(name: string, settings: FunctionEnvironment, clock: () => number) {
  const table: Table = openTable(settings.TABLE_NAME);
  return {
    table,
    machines: stepFunctionsMachines({
      approval: settings.APPROVAL_MACHINE_ARN,
      window: settings.WINDOW_MACHINE_ARN,
    }),
    requests: dynamoRequests(table),
    notices: dynamoNotices(table),
    reporter: jsonReporter({ function: name }),
    clock: () => instantFrom(clock()),
    messenger: deferredMessenger(settings),
    sha256,
    pause: (milliseconds: number) => pause(milliseconds),
  };
}
