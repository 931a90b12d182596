import { valid } from '../../shared/domain/brand.ts';
import { requestIdFromHash } from '../../shared/domain/ids.ts';
import type { InTime } from '../../shared/usecases/in-time.ts';
import type { Draft } from '../../shared/usecases/preview-request.ts';
import { alice, durationOf, scope, sha256 } from './records.ts';

/** What alice has filled in: all of a request to edit payments in prod-eu for an hour, unless said otherwise. */
export function draft(wanted: Partial<Draft> = {}): Draft {
  return {
    id: requestIdFromHash(sha256('draft')),
    requester: alice.person,
    ...scope('prod-eu', 'payments', 'edit'),
    duration: valid(durationOf('1h')),
    reason: 'the nightly job is stuck',
    ...wanted,
  };
}

/** Waits for everything, however long it takes, and lets what fails fail. */
export const patiently: InTime = async (_, work) => work;
