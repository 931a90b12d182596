import { expect, it } from 'vitest';
import { openMetrics } from '../../../local/metrics.ts';
import { countStep } from '../../../local/states/counted.ts';
import { firstRecord } from '../../../local/states/execution.ts';
import { fail, leave } from '../../../local/states/transition.ts';
import { openStore } from '../../../local/store.ts';
import { temporaryDirectory } from '../../support/states.ts';

const begun = firstRecord(
  { ...{ name: 'one', machine: 'window', arn: 'arn', machineArn: 'machine', input: {} }, startedAt: 0 },
  'Open',
);
const metrics = () => openMetrics(openStore(temporaryDirectory()).collection('metric'), () => 0);

it('a machine that fails is counted, and so is the state that it left', () => {
  const counted = metrics();
  countStep(counted, begun, fail(begun, { name: 'States.Runtime', message: 'no' }, 1));
  expect(counted.all().map(({ name, dimensions, sum }) => ({ name, dimensions, sum }))).toEqual([
    { name: 'ConsumedCapacity', dimensions: { ServiceMetric: 'StateTransition' }, sum: 1 },
    { name: 'ExecutionsFailed', dimensions: { StateMachineArn: 'machine' }, sum: 1 },
  ]);
});

it('a machine that goes on is not: only the state that it left', () => {
  const counted = metrics();
  countStep(counted, begun, leave({ OutputPath: null, Next: 'Close' }, begun, {}, 1));
  expect(counted.all().map(({ name }) => name)).toEqual(['ConsumedCapacity']);
});
