import type { Instant } from './instant.ts';

/** One call to a cluster's API server, as the cluster's audit log tells it. */
export interface ApiCall {
  /** The log's own id of the call, which all its entries carry. */
  readonly id: string;
  readonly at: Instant;
  readonly verb: string;
  /** With its subresource, such as `pods/exec`; a path, such as `/version`, where it was about no resource. */
  readonly resource: string;
  /** Empty where the call was about no namespace, or about all of them. */
  readonly namespace: string;
  /** Empty where the call was about many. */
  readonly name: string;
  readonly allowed: boolean;
  /** When it was answered; none while it goes on, as a watch does. */
  readonly endedAt?: Instant;
}

/** The calls of one cluster by who called. */
export interface CallsOf {
  readonly cluster: string;
  readonly username: string;
  readonly calls: readonly ApiCall[];
}

/** What a window's holder did, in short. Lists have ten entries at the most. */
export interface UseSummary {
  readonly calls: number;
  /** Such as `get pods`, the most frequent first. */
  readonly done: readonly Counted[];
  /** Such as `payments/api-7f`. */
  readonly execs: readonly string[];
  readonly secretsRead: readonly string[];
  readonly denied: readonly Counted[];
  /** Streams that were opened within the window and went on after it. */
  readonly outlived: readonly string[];
}

export interface Counted {
  readonly what: string;
  readonly times: number;
}

const mostNamed = 10;

/** The same call told in several entries, or several times: the entry that knows its end counts. */
export function distinctCalls(calls: readonly ApiCall[]): readonly ApiCall[] {
  const known = new Map<string, ApiCall>();
  for (const call of calls) {
    if (known.get(call.id)?.endedAt === undefined) known.set(call.id, call);
  }
  return [...known.values()].toSorted((one, other) => (one.at < other.at ? -1 : 1));
}

/** @param end of the window */
export function summaryOf(told: readonly ApiCall[], end: Instant): UseSummary {
  // Every kubectl asks what there is before it asks for anything.
  const calls = distinctCalls(told).filter(({ resource }) => !resource.startsWith('/'));
  const allowed = calls.filter((call) => call.allowed);
  return {
    calls: calls.length,
    done: counted(allowed.map(whatOf)),
    execs: named(allowed.filter(({ resource }) => /^pods\/(exec|attach)$/.test(resource))),
    secretsRead: named(allowed.filter(({ resource, verb }) => resource === 'secrets' && reads.has(verb))),
    denied: counted(
      calls.filter((call) => !call.allowed).map((call) => `${whatOf(call)} in ${placeOf(call)}`),
    ),
    outlived: [...new Set(allowed.filter((call) => outlives(call, end)).map(streamOf))].slice(0, mostNamed),
  };
}

const reads: ReadonlySet<string> = new Set(['get', 'list', 'watch']);

function outlives({ verb, resource, endedAt }: ApiCall, end: Instant): boolean {
  const isStream = verb === 'watch' || /^pods\/(exec|attach|portforward|log)$/.test(resource);
  return isStream && (endedAt === undefined || endedAt > end);
}

function whatOf({ verb, resource }: ApiCall): string {
  return `${verb} ${resource}`;
}

const streamOf = (call: ApiCall) => `${whatOf(call)} in ${placeOf(call)}`;

function placeOf({ namespace, name }: ApiCall): string {
  return [namespace === '' ? 'the cluster' : namespace, ...(name === '' ? [] : [name])].join('/');
}

function named(calls: readonly ApiCall[]): readonly string[] {
  return [...new Set(calls.map(placeOf))].slice(0, mostNamed);
}

function counted(texts: readonly string[]): readonly Counted[] {
  const times = new Map<string, number>();
  for (const text of texts) times.set(text, (times.get(text) ?? 0) + 1);
  return [...times]
    .map(([what, count]) => ({ what, times: count }))
    .toSorted((one, other) => other.times - one.times)
    .slice(0, mostNamed);
}
