import type { Metrics } from '../metrics.ts';
import { capacityOf } from './consumed-capacity.ts';
import type { Call } from './operations.ts';

/** Counts what DynamoDB would bill for a call, to the function that makes it. */
export function countCapacity(metrics: Metrics, call: Call, request: Buffer, answer: Buffer): void {
  if (call.service !== 'dynamodb') return;
  const { write, read } = capacityOf(call.operation, request, answer);
  const count = (name: string, units: number) => {
    if (units > 0)
      metrics.count({ namespace: 'AWS/DynamoDB', name, dimensions: { FunctionName: call.caller } }, units);
  };
  count('ConsumedWriteCapacityUnits', write);
  count('ConsumedReadCapacityUnits', read);
}
