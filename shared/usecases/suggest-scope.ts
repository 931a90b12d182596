import { askableClusters, askableNamespaces, rulesFor } from '../domain/askable.ts';
import type { Estate, Rule } from '../domain/estate.ts';
import type { ClusterName, Extent } from '../domain/scope.ts';
import {
  recentClusters,
  recentNamespaces,
  type Suggestions,
  suggestionsAmong,
} from '../domain/suggestions.ts';
import { type IdentifyPorts, identifyAccount } from './identify-account.ts';
import type { InTime } from './in-time.ts';
import type { Clock, Directory, RequestQueries } from './ports.ts';
import { asRulesSee } from './requester.ts';

export interface SuggestScopePorts extends IdentifyPorts {
  readonly estate: Estate;
  readonly directory: Pick<Directory, 'profile' | 'usergroupsOf'>;
  readonly queries: Pick<RequestQueries, 'byRequester'>;
  readonly clock: Clock;
}

/** What somebody types into a search for clusters or namespaces. */
export interface ScopeSearch {
  readonly by: { readonly teamId: string; readonly userId: string };
  readonly of: 'cluster' | 'namespaces';
  readonly typed: string;
  /** The cluster chosen so far, whose namespaces are offered; without one, those of all clusters. */
  readonly cluster?: ClusterName;
}

/** How many of the person's requests are looked through for what is recent. */
const latest = 15;

/** Offers what this person may ask for at this moment; nothing to whom the policy gives nothing, or who is nobody here. */
export async function suggestScope(
  ports: SuggestScopePorts,
  search: ScopeSearch,
  inTime: InTime,
): Promise<Suggestions> {
  const { typed, cluster } = search;
  const [rules, requests = []] = await Promise.all([
    inTime('read who searches', rulesOf(ports, search.by)),
    typed.trim() === ''
      ? inTime('read recent requests', ports.queries.byRequester(search.by, latest))
      : undefined,
  ]);
  const { estate } = ports;
  if (rules === undefined) return { recent: [], others: [] };
  return search.of === 'cluster'
    ? suggestionsAmong(askableClusters(estate, rules), recentClusters(requests), typed)
    : suggestionsAmong(namespacesFor(estate, rules, cluster), recentNamespaces(requests, cluster), typed);
}

async function rulesOf(ports: SuggestScopePorts, by: ScopeSearch['by']): Promise<readonly Rule[]> {
  const identified = await identifyAccount(ports, by.userId);
  if (!identified.identified) return [];
  return rulesFor(ports.estate, await asRulesSee(ports, identified.identity.person), ports.clock());
}

function namespacesFor(
  estate: Estate,
  rules: readonly Rule[],
  cluster: ClusterName | undefined,
): readonly Extent[] {
  if (cluster !== undefined) return askableNamespaces(estate, rules, cluster);
  const all = [...estate.clusters.keys()].flatMap((name) => askableNamespaces(estate, rules, name));
  return [...new Set(all)].sort();
}
