import { isExtension } from '../domain/extension.ts';
import type { RequestId } from '../domain/ids.ts';
import type { Request } from '../domain/request.ts';
import type { Requests } from './ports.ts';

/** The request that the id names, or that the extension of this id extends. */
export async function findExtended(requests: Requests, id: RequestId): Promise<Request | undefined> {
  const named = await requests.find(id);
  return named !== undefined && isExtension(named) ? requests.find(named.extends) : named;
}
