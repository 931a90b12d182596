import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { metricNamespace, stageDimension } from '../../shared/adapters/log/metric.ts';
import { type AlarmName, alarmNames } from '../../shared/domain/alarm-name.ts';
import { type AwsAlarmName, awsAlarmMeanings, describedBy, ownAlarms } from '../alarms.ts';

/** What is watched. */
export interface Watched {
  readonly stage: string;
  readonly functions: readonly IFunction[];
  /** Those that are turned away at a number of their own. */
  readonly reserved: readonly IFunction[];
  readonly machines: Readonly<Record<'approval' | 'window', IStateMachine>>;
  readonly sweep: IFunction;
  /** People wait for it. */
  readonly slack: IFunction;
  readonly undelivered: IQueue;
}

const period = Duration.minutes(5);

/** Every alarm, each of which publishes when it begins and when it is over. */
export class Alarms extends Construct {
  readonly all: readonly Alarm[];

  constructor(scope: Construct, id: string, prefix: string, watched: Watched, topic: ITopic) {
    super(scope, id);
    const action = new SnsAction(topic);
    const own = alarmNames.map((name) => this.own(prefix, name, watched.stage));
    this.all = [...own, ...this.aws(prefix, watched)];
    for (const alarm of this.all) {
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
    }
  }

  private own(prefix: string, name: AlarmName, stage: string): Alarm {
    const { meaning, times, minutes } = ownAlarms[name];
    const metric = new Metric({
      namespace: metricNamespace,
      metricName: name,
      dimensionsMap: { [stageDimension]: stage },
      statistic: 'Sum',
      period: Duration.minutes(minutes),
    });
    return this.alarm(prefix, name, { metric, threshold: times, meaning });
  }

  private aws(
    prefix: string,
    { functions, reserved, machines, sweep, undelivered }: Watched,
  ): readonly Alarm[] {
    const alarm = (name: AwsAlarmName, metric: IMetric) =>
      this.alarm(prefix, name, { metric, threshold: 1, meaning: awsAlarmMeanings[name] });
    return [
      alarm('function-failing', sumOf(functions.map((each) => each.metricErrors({ period })))),
      alarm('function-throttled', sumOf(reserved.map((each) => each.metricThrottles({ period })))),
      alarm(
        'machine-failed',
        sumOf([
          machines.approval.metricFailed({ period }),
          machines.window.metricFailed({ period }),
          machines.window.metricAborted({ period }),
        ]),
      ),
      alarm(
        'undelivered-events',
        undelivered.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
      ),
      this.sweepAlarm(prefix, sweep),
    ];
  }

  private sweepAlarm(prefix: string, sweep: IFunction): Alarm {
    const name: AwsAlarmName = 'sweep-not-running';
    return new Alarm(this, name, {
      alarmName: `${prefix}-${name}`,
      alarmDescription: describedBy(name, awsAlarmMeanings[name]),
      metric: sweep.metricInvocations({ period: Duration.minutes(15) }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    });
  }

  private alarm(
    prefix: string,
    name: AlarmName | AwsAlarmName,
    { metric, threshold, meaning }: { metric: IMetric; threshold: number; meaning: string },
  ): Alarm {
    return new Alarm(this, name, {
      alarmName: `${prefix}-${name}`,
      alarmDescription: describedBy(name, meaning),
      ...{ metric, threshold, evaluationPeriods: 1 },
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}

function sumOf(metrics: readonly IMetric[]): IMetric {
  const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric]));
  // FILL: a metric that has no data in the period would make the whole sum have none.
  const expression = Object.keys(usingMetrics)
    .map((name) => `FILL(${name}, 0)`)
    .join(' + ');
  return new MathExpression({ expression, usingMetrics, period });
}
