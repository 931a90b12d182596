import type { PolicyRule } from '../../../shared/domain/evidence.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import type { Instant } from '../../../shared/domain/instant.ts';
import { wholeCluster } from '../../../shared/domain/scope.ts';
import type { AccessEntry, EndLabel } from '../../../shared/usecases/cluster-ports.ts';

/** A binding as a cluster keeps it, of a namespace or of `*`, the whole cluster: its role for ever, its subjects as they are now. */
export interface StoredBinding {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly clusterRole: string;
  /** The label; a stranger's binding has none. */
  readonly requestId?: RequestId;
  readonly users: readonly string[];
  /** The end that the labels tell. */
  readonly closesAt?: Instant;
  readonly extension?: RequestId;
}

/** One cluster: its access entries, its role bindings and what its roles allow. */
export class Cluster {
  readonly namespaces = new Set(['payments', 'checkout', 'platform']);
  readonly roles = new Map<string, readonly PolicyRule[]>(
    ['view', 'edit', 'debug', 'admin', 'cluster-view'].map((name) => [`k8s-access:${name}`, rulesOf(name)]),
  );
  /** Whether it answers those who ask what its roles do. */
  answers = true;
  readonly entries = new Map<string, AccessEntry>();
  readonly bindings: StoredBinding[] = [];
  /** Of access policies with entries: the namespaces, by principal and policy. */
  readonly associations = new Map<string, readonly string[]>();
  #uids = 0;
  #entriesSeen: Past<ReadonlyMap<string, AccessEntry>> = { answers: 0, seen: new Map() };
  #bindingsSeen: Past<readonly StoredBinding[]> = { answers: 0, seen: [] };

  /** EKS is eventually consistent: the next so many descriptions show the entries as they are now. */
  describeAsNow(answers: number): void {
    this.#entriesSeen = { answers, seen: new Map(this.entries) };
  }

  /** The authorizer learns late: its next so many answers go by the bindings as they are now. */
  authorizeAsNow(answers: number): void {
    this.#bindingsSeen = { answers, seen: [...this.bindings] };
  }

  entrySeen(principalArn: string): AccessEntry | undefined {
    return this.entriesAsSeen().get(principalArn);
  }

  /** The entries as EKS describes them now, which may be as they were. */
  protected entriesAsSeen(): ReadonlyMap<string, AccessEntry> {
    return look(this.#entriesSeen, this.entries);
  }

  /** The bindings as the authorizer knows them now, which may be as they were. */
  protected bindingsAsSeen(): readonly StoredBinding[] {
    return look(this.#bindingsSeen, this.bindings);
  }

  /** Removes an entry; its associations go with it. */
  deleteEntry(principalArn: string): void {
    this.entries.delete(principalArn);
    for (const place of this.associations.keys()) {
      if (place.startsWith(`${principalArn} `)) this.associations.delete(place);
    }
  }

  bindingAt(namespace: string, name: string): StoredBinding | undefined {
    return this.bindings.find((binding) => binding.namespace === namespace && binding.name === name);
  }

  bind(binding: Omit<StoredBinding, 'uid'>): StoredBinding {
    this.#uids += 1;
    const made = { ...binding, uid: `uid-${this.#uids}` };
    this.bindings.push(made);
    return made;
  }

  unbind(uid: string): void {
    const place = this.bindings.findIndex((binding) => binding.uid === uid);
    if (place >= 0) this.bindings.splice(place, 1);
  }

  setUsers(uid: string, users: readonly string[]): void {
    const place = this.bindings.findIndex((binding) => binding.uid === uid);
    const found = this.bindings[place];
    if (found !== undefined) this.bindings[place] = { ...found, users };
  }

  relabel(uid: string, end: EndLabel): void {
    const place = this.bindings.findIndex((binding) => binding.uid === uid);
    const found = this.bindings[place];
    if (found !== undefined) this.bindings[place] = { ...found, ...end };
  }

  /** RBAC as it stands: which binding, if any, gives the user all that a rule allows. */
  authorizer(): (user: string, namespace: string, asked: PolicyRule) => StoredBinding | undefined {
    const bindings = this.bindingsAsSeen();
    return (user, namespace, asked) =>
      bindings.find(
        (binding) =>
          (binding.namespace === namespace || binding.namespace === wholeCluster) &&
          binding.users.includes(user) &&
          (this.roles.get(binding.clusterRole) ?? []).some((allowed) => covers(allowed, asked)),
      );
  }
}

interface Past<Seen> {
  answers: number;
  readonly seen: Seen;
}

function look<Seen>(past: Past<Seen>, now: Seen): Seen {
  if (past.answers === 0) return now;
  past.answers -= 1;
  return past.seen;
}

function rulesOf(role: string): readonly PolicyRule[] {
  const reads = rule(['get', 'list'], ['pods', 'services']);
  return role === 'view' ? [reads] : [reads, rule(['delete'], ['pods', `${role}-things`])];
}

export function rule(verbs: readonly string[], resources: readonly string[]): PolicyRule {
  return { verbs, resources, apiGroups: [''], resourceNames: [] };
}

function covers(allowed: PolicyRule, asked: PolicyRule): boolean {
  const all = (of: 'verbs' | 'apiGroups' | 'resources') =>
    asked[of].every((item) => allowed[of].includes(item));
  return all('verbs') && all('apiGroups') && all('resources');
}
