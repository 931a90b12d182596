import type { Ask } from './ask.ts';
import type { Parsed } from './brand.ts';
import { parseDuration } from './duration.ts';
import type { Estate } from './estate.ts';
import { list } from './names-in-words.ts';
import { parseReason } from './reason.ts';
import { parseClusterName, parseExtent, parseRoleName, scopeOf } from './scope.ts';

/** What someone asks for, as they typed or chose it. */
export interface TypedAsk {
  readonly cluster: string;
  readonly namespaces: readonly string[];
  readonly role: string;
  readonly duration: string;
  readonly reason: string;
}

/** One thing that is typed or chosen. In forms it is the id of its block and of the element in it. */
export type AskField = keyof TypedAsk;

/** An ask that is understood, whoever asks it and when. */
export type AskUnderstood = Pick<Ask, 'scope' | 'duration' | 'reason'>;

/** The ask, or for each field that is wrong a sentence that says what would be right. */
export type AskParsed =
  | { readonly ok: true; readonly ask: AskUnderstood }
  | { readonly ok: false; readonly problems: Readonly<Partial<Record<AskField, string>>> };

/** What is asked for, whatever the duration. */
export type AskTerms = Omit<AskUnderstood, 'duration'>;

export type TermsParsed =
  | { readonly ok: true; readonly terms: AskTerms }
  | { readonly ok: false; readonly problems: Readonly<Partial<Record<AskField, string>>> };

/** Reads an ask. Names are matched as they are, capitals included, because Kubernetes does so too. */
export function parseAsk(typed: TypedAsk, estate: Estate): AskParsed {
  const parsed = parseTerms(typed, estate);
  const duration = parseDuration(bare(typed.duration));
  if (parsed.ok && duration.ok) return { ok: true, ask: { ...parsed.terms, duration: duration.value } };
  const { reason, ...scope } = parsed.ok ? {} : parsed.problems;
  const problems = { ...scope, ...problem('duration', duration), ...(reason !== undefined && { reason }) };
  return { ok: false, problems };
}

/** Reads an ask that has no duration of its own. */
export function parseTerms(typed: Omit<TypedAsk, 'duration'>, estate: Estate): TermsParsed {
  const cluster = parseClusterName(bare(typed.cluster));
  const namespaces = typed.namespaces.map((name) => parseExtent(bare(name)));
  const role = parseRoleName(bare(typed.role));
  const reason = parseReason(typed.reason);
  const scope =
    cluster.ok && role.ok ? scopeOf(cluster.value, namespaces.flatMap(valid), role.value) : undefined;
  if (namespaces.every(({ ok }) => ok) && scope !== undefined && reason.ok) {
    return { ok: true, terms: { scope, reason: reason.value } };
  }
  const known = cluster.ok ? estate.clusters.get(cluster.value)?.namespaces : undefined;
  return {
    ok: false,
    problems: {
      ...problem('cluster', cluster, [...estate.clusters.keys()]),
      ...problem('namespaces', namespaces.find(({ ok }) => !ok) ?? oneOrMore(namespaces), known),
      ...problem('role', role, [...estate.roles.keys()]),
      ...problem('reason', reason),
    },
  };
}

/** A name without quotes: names are often pasted out of code or out of a chat, with the quotes around them. */
export function bare(name: string): string {
  return name.replace(/[`'"‘’“”\s]/g, '');
}

function oneOrMore(namespaces: readonly Parsed<unknown>[]): Parsed<unknown> {
  return namespaces[0] ?? { ok: false, problem: 'Name at least one namespace.' };
}

function valid<Value>(parsed: Parsed<Value>): Value[] {
  return parsed.ok ? [parsed.value] : [];
}

function problem(
  field: AskField,
  parsed: Parsed<unknown>,
  known: readonly string[] = [],
): Partial<Record<AskField, string>> {
  if (parsed.ok) return {};
  const choices = known.length === 0 ? '' : ` There is ${list(known)}.`;
  return { [field]: parsed.problem + choices };
}
