import { Duration } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { WeeklyDrill } from '../../shared/domain/drill.ts';

export interface DrillScheduleProps {
  readonly ruleName: string;
  /** Name of the rule of break-glass that is tried out. */
  readonly drill: string;
  readonly weekly: WeeklyDrill;
  readonly starter: IFunction;
  /** Where a drill ends that could not be started. */
  readonly undelivered: IQueue;
}

/** Starts the drill of a rule of break-glass once a week. */
export class DrillSchedule extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { ruleName, drill, weekly, starter, undelivered }: DrillScheduleProps,
  ) {
    super(scope, id);
    new Rule(this, 'Rule', {
      ruleName,
      schedule: Schedule.cron({
        weekDay: weekly.weekday.toUpperCase(),
        hour: String(Math.floor(weekly.minute / 60)),
        minute: String(weekly.minute % 60),
      }),
      targets: [
        new LambdaFunction(starter, {
          event: RuleTargetInput.fromObject({ version: 1, drill, at: EventField.time }),
          retryAttempts: 2,
          maxEventAge: Duration.minutes(15),
          deadLetterQueue: undelivered,
        }),
      ],
    });
  }
}
