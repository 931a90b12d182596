import type { Caller } from '../domain/caller.ts';
import { type Account, awsAccount, isSlackAccount } from '../domain/person.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Request } from '../domain/request.ts';
import { listed } from './list-requests.ts';
import type { RequestQueries } from './ports.ts';
import { type RecogniseCallerPorts, recogniseCaller } from './recognise-caller.ts';

export interface ListAsCallerPorts extends RecogniseCallerPorts {
  readonly queries: Pick<RequestQueries, 'byRequester'>;
}

export type ListAnswer =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | {
      readonly outcome: 'listed';
      readonly requests: readonly Request[];
      /** Whether those that were asked for in Slack are among them. */
      readonly complete: boolean;
    };

/** The caller's latest requests, newest first: those asked for in Slack, and those while Slack did not answer. */
export async function listAsCaller(ports: ListAsCallerPorts, caller: Caller): Promise<ListAnswer> {
  const recognised = await recogniseCaller(ports, caller);
  if (recognised.outcome === 'refused') return recognised;
  const { person } = recognised.identity;
  const complete = isSlackAccount(person);
  const accounts: readonly Account[] = [awsAccount(person.email), ...(complete ? [person] : [])];
  const found = await Promise.all(accounts.map((account) => ports.queries.byRequester(account, listed)));
  const newestFirst = found.flat().toSorted((one, other) => (one.requestedAt < other.requestedAt ? 1 : -1));
  return { outcome: 'listed', requests: newestFirst.slice(0, listed), complete };
}
