import { DependencyError, RateLimitedError, StaleRecordError } from '../../../shared/usecases/errors.ts';
import type { Dice } from '../time/chance.ts';

/** What the functions call out to, each of which can be down by itself. */
export const services = ['dynamodb', 'slack', 'states', 'eks', 'kubernetes', 'lambda', 'paging'] as const;
export type Service = (typeof services)[number];

const servicesOfPorts: Readonly<Record<string, Service>> = {
  ...{ requests: 'dynamodb', queries: 'dynamodb', leases: 'dynamodb', notices: 'dynamodb' },
  ...{ approverNotices: 'dynamodb', directory: 'slack', messenger: 'slack', approverMessenger: 'slack' },
  ...{ machines: 'states', entries: 'eks', policies: 'eks', bindings: 'kubernetes', witness: 'kubernetes' },
  ...{ roles: 'kubernetes', alarmMessenger: 'slack', pager: 'paging' },
};

/** The service behind a call such as `leases.write`; a port that is not known here is one of DynamoDB's tables. */
export function serviceOf(call: string): Service {
  if (call === 'machines.wake') return 'lambda';
  return servicesOfPorts[call.slice(0, call.indexOf('.'))] ?? 'dynamodb';
}

/** Whether the call is written again by the SDK when its answer is lost, and then loses to itself. */
function losesToItself(call: string): boolean {
  return /^(leases|policyLeases)\.(write|remove)$/.test(call) || call === 'notices.writeShown';
}

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html: TransactionConflict.
function meetsAnother(call: string): boolean {
  return call === 'requests.create' || call === 'requests.save' || call === 'requests.saveTogether';
}

/** What the caller is thrown where a call did not come through, or its answer did not come back. */
export function errorOf(
  call: string,
  why: 'failed' | 'throttled' | 'answer-lost',
  dice: Dice,
  key: string,
): Error {
  const service = serviceOf(call);
  const text = `${call}: ${why}`;
  if (why === 'answer-lost' && losesToItself(call) && dice.hits(`${key} repeated`, 0.5)) {
    return new StaleRecordError(text);
  }
  if (why === 'throttled' && meetsAnother(call)) return new StaleRecordError(text);
  if (why === 'throttled' && service === 'slack') {
    return new RateLimitedError(text, dice.between(`${key} after`, 1, 60));
  }
  return service === 'eks' || service === 'kubernetes' ? new DependencyError(text) : new Error(text);
}

/**
 * Milliseconds by which a stalled call lands late. An API server can let a write wait for hours (tried); most of them land
 * soon. Those of AWS are given up by their clients after ten seconds, and are taken to land within twice that or never.
 * @param chance from 0 up to 1
 */
export function stallOf(call: string, chance: number): number {
  return serviceOf(call) === 'kubernetes' ? chance ** 3 * 3 * 60 * 60 * 1000 : chance * 20_000;
}
