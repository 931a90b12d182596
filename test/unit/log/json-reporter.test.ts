import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { jsonReporter } from '../../../shared/adapters/log/json-reporter.ts';
import { alarmNames } from '../../../shared/domain/alarm-name.ts';
import { DependencyError } from '../../../shared/usecases/errors.ts';

let written: string[];
beforeEach(() => {
  written = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    written.push(String(chunk));
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

const reporter = jsonReporter({ function: 'close-window', stage: 'prod' });
/** An error as it looks from outside: its class is in another bundle. */
const named = (name: string) => Object.assign(new Error(), { name });
const secret = 'x-amz-security-token=IQoJb3JpZ2luX2VjE';

it('writes one JSON line with the error’s own words, where it happened, and what caused it by name', () => {
  const cause = new TypeError('fetch failed');
  reporter.failed('close', new DependencyError('EKS is down', { cause }));
  expect(written).toHaveLength(1);
  expect(JSON.parse(written[0] ?? '')).toMatchObject({
    level: 'ERROR',
    function: 'close-window',
    message: 'could not close',
    error: { name: 'DependencyError', message: 'EKS is down', causedBy: ['TypeError'] },
  });
});

it('writes an alarm as one JSON line, under a name that metrics can be made of', () => {
  const details = { channel: 'access-requests', problem: 'is_archived' };
  reporter.alarm('approvals-channel-unusable', details);
  expect(written.map((line) => JSON.parse(line))).toMatchObject([
    { level: 'alarm', alarm: 'approvals-channel-unusable', function: 'close-window', details },
  ]);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
const metricOf = (name: string) => ({
  _aws: {
    Timestamp: expect.any(Number),
    CloudWatchMetrics: [
      { Namespace: 'k8s-access', Dimensions: [['Stage']], Metrics: [{ Name: name, Unit: 'Count' }] },
    ],
  },
  Stage: 'prod',
  [name]: 1,
});

it.each(alarmNames)('counts %s as a metric of its name, by stage', (name) => {
  reporter.alarm(name, {});
  expect(JSON.parse(written[0] ?? '')).toMatchObject(metricOf(name));
});

it.each([
  ['what Slack refused', new DependencyError('no card', { cause: named('SlackCallError') })],
  ['what Slack asked to be quiet about', named('RateLimitedError')],
  ['one of several', new AggregateError([new DependencyError('EKS is down'), named('SlackCallError')])],
])('counts a failure that is Slack’s: %s', (_, error) => {
  reporter.failed('tell the requester', error);
  expect(JSON.parse(written[0] ?? '')).toMatchObject(metricOf('slack-failing'));
});

it('counts no other failure', () => {
  reporter.failed('close', new DependencyError('EKS is down'));
  expect(written.join()).not.toContain('_aws');
});

it.each([
  ['words', new DependencyError('EKS refused', { cause: new Error(`canonical request: ${secret}`) })],
  ['fields', new DependencyError('EKS refused', { cause: Object.assign(new Error(), { headers: secret }) })],
  ['stack', new DependencyError('EKS refused', { cause: new Error('x', { cause: new Error(secret) }) })],
  [
    'gathered errors',
    new AggregateError([new DependencyError('a', { cause: new Error(secret) })], 'two failed'),
  ],
])('never writes the %s of what an SDK failed with', (_, error) => {
  reporter.failed('ask AWS', error);
  expect(written.join()).not.toContain('IQoJb3JpZ2luX2VjE');
});

it('names each failure that an AggregateError gathers', () => {
  const error = new AggregateError([new DependencyError('a down'), new DependencyError('b down')], 'two');
  reporter.failed('clean', error);
  const { gathered } = JSON.parse(written[0] ?? '').error;
  expect(gathered.map(({ message }: { message: string }) => message)).toEqual(['a down', 'b down']);
});
