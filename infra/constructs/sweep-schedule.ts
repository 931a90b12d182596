import { Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { sweepEvery } from '../../shared/domain/rotation.ts';

/** Starts a sweep every five minutes. One that is lost is made up for by the next. */
export class SweepSchedule extends Construct {
  constructor(scope: Construct, id: string, ruleName: string, sweep: IFunction) {
    super(scope, id);
    new Rule(this, 'Rule', {
      ruleName,
      schedule: Schedule.rate(Duration.millis(sweepEvery)),
      targets: [
        new LambdaFunction(sweep, {
          event: RuleTargetInput.fromObject({ version: 1 }),
          retryAttempts: 0,
          maxEventAge: Duration.minutes(1),
        }),
      ],
    });
  }
}
