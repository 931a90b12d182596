import type { Sha256 } from '../domain/audit-chain.ts';
import type { Change } from '../domain/change.ts';
import type { RequestId } from '../domain/ids.ts';
import type { Request } from '../domain/request.ts';
import { transition, type Written } from '../domain/transition.ts';
import { IllegalTransitionError, UnknownRequestError } from './errors.ts';
import { judgeAgain } from './judge-again.ts';
import type { Requests } from './ports.ts';

export interface RecordPorts {
  readonly requests: Requests;
  readonly sha256: Sha256;
}

/** Reads the record that the caller holds the id of. @throws UnknownRequestError */
export async function mustFind(requests: Requests, id: RequestId): Promise<Request> {
  const request = await requests.find(id);
  if (request === undefined) throw new UnknownRequestError(`there is no request ${id}`);
  return request;
}

/**
 * Makes a first record durable, and answers the one that stands under its id: that of whoever was first.
 * @throws StaleRecordError when others kept writing under that id
 */
export function recordFirst(requests: Requests, written: Written): Promise<Request> {
  return judgeAgain(async () => {
    const created = await requests.create(written);
    return created === 'created' ? written.request : mustFind(requests, written.request.id);
  });
}

/**
 * Makes one change durable, with its audit event, and answers the new record.
 * @throws StaleRecordError when someone wrote since `request` was read
 * @throws IllegalTransitionError when the status does not allow the change
 */
export async function recordChange(ports: RecordPorts, request: Request, change: Change): Promise<Request> {
  const written = afterChange(request, change, ports.sha256);
  await ports.requests.save(written);
  return written.request;
}

/** The record after the change, to be written. @throws IllegalTransitionError */
export function afterChange(request: Request, change: Change, sha256: Sha256): Written {
  const outcome = transition(request, change, sha256);
  if (outcome.ok) return outcome;
  throw new IllegalTransitionError(`${change.type} is not possible while ${request.id} is ${request.status}`);
}
