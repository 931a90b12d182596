import { bestMatches } from './best-matches.ts';
import type { Request } from './request.ts';
import type { ClusterName, Extent } from './scope.ts';
import { nameInMenu } from './scope-words.ts';

/** What a search offers. */
export interface Suggestions<Name extends string = string> {
  /** From the person's latest requests, newest first; only while nothing is typed. */
  readonly recent: readonly Name[];
  readonly others: readonly Name[];
}

/** What Slack shows of a search at the most. */
const mostSuggestions = 100;
const mostRecent = 5;

/** Offers what was asked for lately and then the rest; or, once something is typed, what matches it best. */
export function suggestionsAmong<Name extends string>(
  askable: readonly Name[],
  recentlyAsked: readonly Name[],
  typed: string,
): Suggestions<Name> {
  if (typed.trim() !== '') {
    return { recent: [], others: bestMatches(askable, typed, mostSuggestions, nameInMenu) };
  }
  const recent = [...new Set(recentlyAsked)].filter((name) => askable.includes(name)).slice(0, mostRecent);
  const others = askable.filter((name) => !recent.includes(name));
  return { recent, others: others.slice(0, mostSuggestions - recent.length) };
}

/** @param requests newest first */
export function recentClusters(requests: readonly Request[]): readonly ClusterName[] {
  return requests.map(({ scope }) => scope.cluster);
}

/** @param requests newest first @param cluster the one whose namespaces are meant; all, where none is given */
export function recentNamespaces(
  requests: readonly Request[],
  cluster: ClusterName | undefined,
): readonly Extent[] {
  const there = requests.filter(({ scope }) => cluster === undefined || scope.cluster === cluster);
  return there.flatMap(({ scope }): readonly Extent[] => scope.namespaces);
}
