import { Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { sealHour } from '../../shared/domain/seal.ts';

/** Starts sealing once a day, past the hour in which yesterday's last events may still be written. */
export class SealSchedule extends Construct {
  constructor(scope: Construct, id: string, ruleName: string, seal: IFunction) {
    super(scope, id);
    new Rule(this, 'Rule', {
      ruleName,
      schedule: Schedule.cron({ hour: String(sealHour), minute: '0' }),
      targets: [
        new LambdaFunction(seal, {
          event: RuleTargetInput.fromObject({ version: 1 }),
          retryAttempts: 2,
          maxEventAge: Duration.hours(6),
        }),
      ],
    });
  }
}
