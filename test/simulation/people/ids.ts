import { type RequestId, requestIdFromHash } from '../../../shared/domain/ids.ts';
import { sha256 } from '../../support/records.ts';

/** The id of what this seed calls by that name, the same in every run of it. */
export function idOf(seed: number, name: string): RequestId {
  return requestIdFromHash(sha256(`${seed} ${name}`));
}
