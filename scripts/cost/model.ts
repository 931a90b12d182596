import { assumed, quietSweep, requestLife, standing, type Usage } from './counts.ts';
import { prices } from './prices.ts';

/** A part of a bill, in US dollars. */
export interface Item {
  readonly name: string;
  readonly dollars: number;
}

/** A month in which nobody asks for anything: what stands there, and 8,640 sweeps. */
export function idleMonth(): readonly Item[] {
  const { sweepsPerMonth } = assumed;
  return [
    { name: `${standing.keys} KMS keys`, dollars: standing.keys * prices.kmsKey },
    { name: `${standing.secrets} secrets`, dollars: standing.secrets * prices.secret },
    {
      name: `Alarms on ${standing.alarmMetrics} metrics`,
      dollars: standing.alarmMetrics * prices.alarmMetric,
    },
    { name: `${standing.dashboards} dashboard`, dollars: standing.dashboards * prices.dashboard },
    ...usage(quietSweep, sweepsPerMonth).map(({ name, dollars }) => ({ name: `Sweeps: ${name}`, dollars })),
    { name: 'Sweeps: reading the secret', dollars: sweepsPerMonth * prices.secretCall },
  ];
}

/** What a thousand requests add. */
export function thousandRequests(): readonly Item[] {
  const gigabytes = (1000 * assumed.bytesPerRequest) / 1e9;
  return [
    ...usage(requestLife, 1000),
    { name: 'HTTP API', dollars: 1000 * assumed.httpCallsPerRequest * prices.httpCall },
    {
      name: 'keeping them for a month',
      dollars: gigabytes * (prices.tableGigabyte + prices.archiveGigabyte),
    },
  ];
}

export function total(items: readonly Item[]): number {
  return items.reduce((sum, { dollars }) => sum + dollars, 0);
}

function usage({ invocations, transitions, writeUnits, readUnits }: Usage, times: number): readonly Item[] {
  const seconds = invocations * assumed.secondsPerInvocation;
  const perInvocation =
    prices.lambdaRequest * invocations + prices.lambdaGigabyteSecond * assumed.memoryGigabytes * seconds;
  const logBytes = invocations * assumed.logBytesPerInvocation + transitions * assumed.logBytesPerTransition;
  return [
    { name: 'Lambda', dollars: times * perInvocation },
    { name: 'Step Functions', dollars: times * transitions * prices.stateTransition },
    { name: 'DynamoDB', dollars: times * (writeUnits * prices.writeUnit + readUnits * prices.readUnit) },
    { name: 'logs', dollars: (times * logBytes * prices.logGigabyte) / 1e9 },
    { name: 'X-Ray', dollars: times * invocations * prices.trace },
    { name: 'KMS', dollars: times * invocations * assumed.kmsCallsPerInvocation * prices.kmsCall },
  ].filter(({ dollars }) => dollars > 0);
}
