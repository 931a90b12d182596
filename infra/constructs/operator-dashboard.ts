import { Duration } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  LogQueryVisualizationType,
  LogQueryWidget,
  Metric,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { metricNamespace, stageDimension } from '../../shared/adapters/log/metric.ts';
import type { AlarmName } from '../../shared/domain/alarm-name.ts';
import type { Alarms, Watched } from './alarms.ts';

const period = Duration.minutes(5);
const wide = 24;
const half = 12;

/** One page: what is on fire, what access was given and taken away, and how the parts do. */
export class OperatorDashboard extends Dashboard {
  constructor(scope: Construct, id: string, dashboardName: string, watched: Watched, { all }: Alarms) {
    super(scope, id, { dashboardName, defaultInterval: Duration.days(1) });
    const own = (...names: readonly AlarmName[]) => names.map((name) => count(name, watched.stage));
    this.addWidgets(
      new AlarmStatusWidget({ title: 'Alarms', alarms: [...all], width: wide }),
      graph('Access that stands and should not', [
        ...own('close-failing', 'window-closed-late', 'orphan-removed'),
        ...own('access-remains', 'access-drifted', 'planted-access'),
      ]),
      graph('People', [
        ...own('approval-waiting', 'break-glass-used', 'paging-failed', 'drill-failed', 'slack-failing'),
      ]),
      graph(
        'Machines',
        Object.values(watched.machines).flatMap((machine) => [
          machine.metricStarted({ period }),
          machine.metricFailed({ period }),
        ]),
      ),
      graph(
        'Functions that failed',
        watched.functions.map((each) => each.metricErrors({ period })),
      ),
      graph('Milliseconds until Slack is answered', [
        watched.slack.metricDuration({ period, statistic: 'p95' }),
      ]),
      new LogQueryWidget({
        title: 'What failed last',
        logGroupNames: watched.functions.map(({ functionName }) => `/aws/lambda/${functionName}`),
        view: LogQueryVisualizationType.TABLE,
        queryLines: [
          'fields @timestamp, function, message, error.name, requestId',
          'filter level = "ERROR" or level = "alarm"',
          'sort @timestamp desc',
          'limit 50',
        ],
        width: wide,
      }),
    );
  }
}

function count(metricName: AlarmName, stage: string): Metric {
  return new Metric({
    ...{ namespace: metricNamespace, metricName, dimensionsMap: { [stageDimension]: stage } },
    ...{ statistic: 'Sum', period },
  });
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: half });
}
