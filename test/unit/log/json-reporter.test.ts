import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { jsonReporter } from '../../../shared/adapters/log/json-reporter.ts';
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

const secret = 'x-amz-security-token=IQoJb3JpZ2luX2VjE';

it('writes one JSON line with the error’s own words, where it happened, and what caused it by name', () => {
  const cause = new TypeError('fetch failed');
  jsonReporter({ function: 'close-window' }).failed('close', new DependencyError('EKS is down', { cause }));
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
  jsonReporter({ function: 'advance-approval' }).alarm('approvals-channel-unusable', details);
  expect(written.map((line) => JSON.parse(line))).toEqual([
    { level: 'alarm', alarm: 'approvals-channel-unusable', function: 'advance-approval', details },
  ]);
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
  jsonReporter({}).failed('ask AWS', error);
  expect(written.join()).not.toContain('IQoJb3JpZ2luX2VjE');
});

it('names each failure that an AggregateError gathers', () => {
  const error = new AggregateError([new DependencyError('a down'), new DependencyError('b down')], 'two');
  jsonReporter({}).failed('clean', error);
  const { gathered } = JSON.parse(written[0] ?? '').error;
  expect(gathered.map(({ message }: { message: string }) => message)).toEqual(['a down', 'b down']);
});
