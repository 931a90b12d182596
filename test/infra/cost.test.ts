import { expect, it } from 'vitest';
import { standing } from '../../scripts/cost/counts.ts';
import { idleMonth, thousandRequests, total } from '../../scripts/cost/model.ts';
import { template } from './control-plane.ts';

const count = (type: string) => Object.keys(template.findResources(type)).length;

it('what stands there is what the costs are computed from', () => {
  const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm'));
  const metrics = alarms.flatMap(({ Properties }) =>
    Properties.Metrics === undefined
      ? [Properties]
      : Properties.Metrics.filter(({ MetricStat }: { MetricStat?: unknown }) => MetricStat !== undefined),
  );
  expect({
    keys: count('AWS::KMS::Key'),
    secrets: count('AWS::SecretsManager::Secret'),
    alarmMetrics: metrics.length,
    dashboards: count('AWS::CloudWatch::Dashboard'),
  }).toEqual(standing);
});

it('an idle month costs at most 10 USD, and a thousand requests at most 1 USD', () => {
  expect(total(idleMonth())).toBeLessThanOrEqual(10);
  expect(total(thousandRequests())).toBeLessThanOrEqual(1);
});
