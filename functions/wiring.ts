import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from 'aws-lambda';
import { dynamoNotices } from '../shared/adapters/dynamodb/notices.ts';
import { dynamoRequests } from '../shared/adapters/dynamodb/requests.ts';
import { openTable, type Table } from '../shared/adapters/dynamodb/table.ts';
import { jsonReporter } from '../shared/adapters/log/json-reporter.ts';
import { sha256 } from '../shared/adapters/sha256.ts';
import type { Patience } from '../shared/adapters/slack/patient-client.ts';
import { stepFunctionsMachines } from '../shared/adapters/step-functions/machines.ts';
import type { TurnInput } from '../shared/adapters/step-functions/turn.ts';
import type { AccessConfig } from '../shared/config/access-config.ts';
import type { FunctionEnvironment } from '../shared/config/environment.ts';
import { type Instant, instantFrom, millisecondsOf } from '../shared/domain/instant.ts';
import { deferredMessengers } from './deferred-messenger.ts';

/** What Lambda tells a function of the invocation under way. */
export type Invocation = Pick<Context, 'getRemainingTimeInMillis'>;

/** The ports that the functions of both machines share. @param clock milliseconds since the epoch */
export function wireMachineFunction(
  name: string,
  settings: FunctionEnvironment,
  config: AccessConfig,
  clock: () => number,
) {
  const table: Table = openTable(settings.TABLE_NAME);
  const messengers = deferredMessengers(settings, config);
  return {
    table,
    machines: stepFunctionsMachines({
      approval: settings.APPROVAL_MACHINE_ARN,
      window: settings.WINDOW_MACHINE_ARN,
    }),
    requests: dynamoRequests(table),
    notices: dynamoNotices(table),
    reporter: jsonReporter({ function: name, stage: settings.STAGE }),
    clock: () => instantFrom(clock()),
    messengerFor: (input: Pick<TurnInput, 'quietUntil'>, invocation: Invocation) =>
      messengers(patienceFor(input, invocation, instantFrom(clock()))),
    random: Math.random,
    sha256,
    pause: (milliseconds: number) => pause(milliseconds),
    editSpacing: settings.SLACK_EDIT_SPACING,
  };
}

/** How long an invocation waits for Slack, which may have asked to be left alone. */
export function patienceFor(
  { quietUntil }: Pick<TurnInput, 'quietUntil'>,
  invocation: Invocation,
  at: Instant,
): Patience {
  const quietFor = quietUntil === undefined ? 0 : millisecondsOf(quietUntil) - millisecondsOf(at);
  const now = Date.now();
  return {
    now: Date.now,
    pause: (milliseconds) => pause(milliseconds),
    random: Math.random,
    deadline: now + invocation.getRemainingTimeInMillis(),
    quietUntil: now + quietFor,
  };
}
