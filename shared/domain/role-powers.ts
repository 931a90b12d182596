import type { PolicyRule } from './evidence.ts';
import { type Right, rightsOf, type UrlRight, urlRightsOf } from './right.ts';
import { type RoleWarning, warningsOf } from './role-warnings.ts';

/** What a role lets its holder do. */
export interface RolePowers {
  /**
   * In words, a line each, such as `read pods, logs, services`. At most 8 lines of at most 200 characters. They repeat
   * names from the cluster, so whoever shows them escapes them.
   */
  readonly can: readonly string[];
  readonly warnings: readonly RoleWarning[];
}

const mostLines = 8;
/** Characters. */
const longestLine = 200;
const longestName = 60;

/** What the rules allow, the same for the same rules in any order. */
export function powersOf(rules: readonly PolicyRule[]): RolePowers {
  const lines = [...linesOf(rules.flatMap(rightsOf)), ...urlLines(rules.flatMap(urlRightsOf))];
  return { can: bounded(lines), warnings: warningsOf(rules) };
}

// Subresources that stand for something to do; the verb only says how the client connects.
const doings: Readonly<Record<string, string>> = {
  'pods/exec': 'exec into pods',
  'pods/attach': 'attach to pods',
  'pods/portforward': 'forward ports to pods',
  'pods/ephemeralcontainers': 'add containers to running pods',
  'pods/eviction': 'evict pods',
  'serviceaccounts/token': 'mint service-account tokens',
};

const verbWords: Readonly<Record<string, string>> = {
  '*': 'do anything with',
  get: 'read',
  list: 'read',
  watch: 'read',
  create: 'create',
  update: 'edit',
  patch: 'edit',
  delete: 'delete',
  deletecollection: 'delete',
};
const changes = ['create', 'edit', 'delete'];
const verbOrder = ['do anything with', 'read', 'change', ...changes];
// Shown before all others, because a line may not have room for every name.
const nounOrder = ['everything', 'secrets', 'pods', 'logs', 'deployments', 'services', 'configmaps'];

function linesOf(rights: readonly Right[]): readonly string[] {
  const verbsOf = new Map<string, Set<string>>();
  for (const { verb, resource } of rights) {
    if (doings[resource] === undefined) into(verbsOf, nounOf(resource), wordOf(verb));
  }
  const nounsOf = new Map<string, Set<string>>();
  for (const [noun, verbs] of verbsOf) {
    for (const verb of summedUp(verbs)) into(nounsOf, verb, noun);
  }
  const lines = [...nounsOf].sort(([one], [other]) => compare(verbOrder, one, other));
  const done = new Set(rights.flatMap(({ resource }) => doings[resource] ?? []));
  return [...lines.map(([verb, nouns]) => lineOf(verb, withoutDetails(nouns))), ...[...done].sort()];
}

function urlLines(rights: readonly UrlRight[]): readonly string[] {
  const urls = [...new Set(rights.map(({ url }) => shortened(url)))].sort();
  return urls.length === 0 ? [] : [lineOf('call on the API server', urls)];
}

function into(sets: Map<string, Set<string>>, key: string, item: string): void {
  sets.set(key, (sets.get(key) ?? new Set()).add(item));
}

function wordOf(verb: string): string {
  return verbWords[verb] ?? shortened(verb);
}

function nounOf(resource: string): string {
  if (resource === '*') return 'everything';
  return resource === 'pods/log' ? 'logs' : shortened(resource);
}

/** `create`, `edit` and `delete` in one word where there is more than one of them. */
function summedUp(verbs: ReadonlySet<string>): readonly string[] {
  if (verbs.has('do anything with')) return ['do anything with'];
  if (changes.filter((verb) => verbs.has(verb)).length < 2) return [...verbs];
  return [...[...verbs].filter((verb) => !changes.includes(verb)), 'change'];
}

const detail = /\/(status|scale)$/;

// `pods/status` says nothing beside `pods`, and nothing does beside `everything`.
function withoutDetails(nouns: ReadonlySet<string>): readonly string[] {
  if (nouns.has('everything')) return ['everything'];
  const isDetail = (noun: string) => detail.test(noun) && nouns.has(noun.replace(detail, ''));
  return [...nouns].filter((noun) => !isDetail(noun)).sort((one, other) => compare(nounOrder, one, other));
}

/** By the place in the order; what has none follows, by its letters. */
function compare(order: readonly string[], one: string, other: string): number {
  const placeOf = (item: string) => (order.includes(item) ? order.indexOf(item) : order.length);
  return placeOf(one) - placeOf(other) || (one < other ? -1 : 1);
}

const roomForMore = ' and 9999 more'.length;

function lineOf(verb: string, nouns: readonly string[]): string {
  const [first = '', ...others] = nouns;
  let line = `${verb} ${first}`;
  for (const [shown, noun] of others.entries()) {
    if (`${line}, ${noun}`.length > longestLine - roomForMore) {
      return `${line} and ${others.length - shown} more`;
    }
    line = `${line}, ${noun}`;
  }
  return line;
}

function bounded(lines: readonly string[]): readonly string[] {
  if (lines.length <= mostLines) return lines;
  const shown = lines.slice(0, mostLines - 1);
  return [...shown, `do ${lines.length - shown.length} other things`];
}

function shortened(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
}
