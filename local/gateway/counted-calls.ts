import * as z from 'zod';
import type { Metrics } from '../metrics.ts';
import type { Call, RawCall, Service } from './operations.ts';

/** Has DynamoDB say how many capacity units the call took; else as it was. */
export function askingForUnits(service: Service, raw: RawCall): RawCall {
  if (service !== 'dynamodb') return raw;
  const body = Buffer.from(
    JSON.stringify({ ...JSON.parse(raw.body.toString('utf8')), ReturnConsumedCapacity: 'TOTAL' }),
  );
  return { ...raw, body, headers: { ...raw.headers, 'content-length': String(body.length) } };
}

/** Counts what our functions call, by function, service and operation, and the units that DynamoDB says it took. */
export function countCall(metrics: Metrics, { service, operation, caller }: Call, answer: Buffer): void {
  const by = { FunctionName: caller };
  const dimensions = { ...by, Service: service, Operation: operation };
  metrics.count({ namespace: 'k8s-access/Calls', name: 'Calls', dimensions });
  if (service !== 'dynamodb') return;
  const name = isRead(operation) ? 'ConsumedReadCapacityUnits' : 'ConsumedWriteCapacityUnits';
  metrics.count({ namespace: 'AWS/DynamoDB', name, dimensions: by }, unitsIn(answer));
}

const isRead = (operation: string) => ['GetItem', 'Query'].includes(operation);

const one = z.object({ CapacityUnits: z.number() });
const answered = z.object({ ConsumedCapacity: z.union([one, z.array(one)]).optional() });

// A refused call is answered without: what it took is not said.
function unitsIn(answer: Buffer): number {
  const { ConsumedCapacity = [] } = answered.parse(JSON.parse(answer.toString('utf8')));
  return [ConsumedCapacity].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
}
