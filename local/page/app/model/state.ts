import type { Parts } from './parts.ts';
import type {
  AuditEvent,
  Binding,
  Channel,
  Entry,
  Execution,
  Fault,
  MachineShape,
  Message,
  Page,
  Request,
  Schedule,
  User,
  Usergroup,
  View,
} from './types.ts';

/** What is true in the platform, as the page draws it. A list that stays as it was keeps its identity. */
export interface State {
  readonly users: readonly User[];
  readonly usergroups: readonly Usergroup[];
  readonly channels: readonly Channel[];
  /** By channel, oldest first. */
  readonly messages: ReadonlyMap<string, readonly Message[]>;
  /** Open modals, the topmost last. */
  readonly views: readonly View[];
  readonly homes: readonly View[];
  readonly schedules: readonly Schedule[];
  readonly clusters: readonly { readonly name: string }[];
  readonly entries: readonly Entry[];
  readonly bindings: readonly Binding[];
  readonly pages: readonly Page[];
  readonly executions: readonly Execution[];
  readonly requests: readonly Request[];
  readonly audit: readonly AuditEvent[];
  readonly faults: readonly Fault[];
  readonly machines: readonly MachineShape[];
}

export function stateOf(parts: Parts): State {
  return {
    users: list(parts, 'user'),
    usergroups: list(parts, 'usergroup'),
    channels: list(parts, 'channel'),
    messages: derived(parts, 'message', byChannel),
    views: derived(parts, 'view', (views: readonly View[]) =>
      views.toSorted((one, other) => (one.depth ?? 0) - (other.depth ?? 0)),
    ),
    homes: list(parts, 'home'),
    schedules: list(parts, 'schedule'),
    clusters: list(parts, 'cluster'),
    entries: list(parts, 'entry'),
    bindings: list(parts, 'binding'),
    pages: derived(
      parts,
      'page',
      sorted<Page>(({ at }) => at),
    ),
    executions: derived(
      parts,
      'execution',
      sorted<Execution>(({ startedAt }) => startedAt),
    ),
    requests: derived(
      parts,
      'request',
      sorted<Request>(({ requestedAt, id }) => `${requestedAt} ${id}`),
    ),
    audit: derived(parts, 'audit', sorted<AuditEvent>(inOrder)),
    faults: list(parts, 'fault'),
    machines: list(parts, 'machine'),
  };
}

const inOrder = ({ at, requestId = '', seq }: AuditEvent) =>
  `${at} ${requestId} ${String(seq).padStart(6, '0')}`;

const known = new WeakMap<ReadonlyMap<string, unknown>, unknown>();

/** What `make` makes of a collection, made once for as long as the collection is the same. */
function derived<Item, Made>(parts: Parts, name: string, make: (items: readonly Item[]) => Made): Made {
  const collection = parts.get(name);
  if (collection === undefined) return make([]);
  // The platform's own word for what it sent under this name.
  if (!known.has(collection)) known.set(collection, make([...collection.values()] as Item[]));
  return known.get(collection) as Made;
}

function list<Item>(parts: Parts, name: string): readonly Item[] {
  return derived(parts, name, (items: readonly Item[]) => items);
}

function sorted<Item>(keyOf: (item: Item) => string) {
  return (items: readonly Item[]) => items.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

function byChannel(messages: readonly Message[]): ReadonlyMap<string, readonly Message[]> {
  return Map.groupBy(
    messages.toSorted((one, other) => Number(one.ts) - Number(other.ts)),
    ({ channel }) => channel,
  );
}

/** Before anything was told. */
export const nothing: Parts = new Map();
