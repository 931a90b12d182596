import { randomUUID } from 'node:crypto';
import type { Store } from '../../store.ts';
import { assumedRoleArn, type IamPrincipal } from '../identity/arn.ts';
import type { AccessEntry } from './access-entry.ts';
import type { ClusterDefinition, Clusters } from './clusters.ts';
import {
  checkParameters,
  ENTRY_LIMIT,
  type EntryParameters,
  entryPrincipal,
  tagProblem,
} from './entry-rules.ts';
import { NODE_TYPES } from './entry-types.ts';
import { entryInUse, entryNotFound, invalidParameter, tooManyEntries } from './errors.ts';

export interface NewEntry extends EntryParameters {
  readonly principalArn: string;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly clientRequestToken?: string | undefined;
}

export interface EntryChange {
  readonly username?: string | undefined;
  readonly kubernetesGroups?: readonly string[] | undefined;
}

/** The access entries of all clusters. Every method throws the ServiceError that EKS would answer. */
export interface AccessEntries {
  /** In the order of their ARNs. */
  list(clusterName: string): readonly AccessEntry[];
  get(clusterName: string, principalArn: string): AccessEntry;
  create(clusterName: string, wanted: NewEntry): AccessEntry;
  update(clusterName: string, principalArn: string, change: EntryChange): AccessEntry;
  /** Replaces an entry by a changed copy of itself. */
  replace(entry: AccessEntry): void;
  delete(clusterName: string, principalArn: string): void;
}

export interface AccessEntriesDependencies {
  readonly store: Store;
  readonly clusters: Clusters;
  /** `AROA…` or `AIDA…` of an IAM role or user. */
  readonly principalId: (arn: string) => string | undefined;
  /** Platform time: milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Opens the access entries. A principal that is not known here is taken too, though EKS refuses one that does not
 * exist: it may be of another account. Nobody can sign in as it.
 */
export function openAccessEntries({
  store,
  clusters,
  principalId,
  now,
}: AccessEntriesDependencies): AccessEntries {
  const entriesOf = (clusterName: string) =>
    store.collection<AccessEntry>(`aws.access-entries.${clusters.get(clusterName).name}`);
  const get = (clusterName: string, principalArn: string) => {
    const entry = entriesOf(clusterName).get(principalArn);
    if (entry === undefined) throw entryNotFound(principalArn);
    return entry;
  };
  return {
    list: (clusterName) =>
      entriesOf(clusterName)
        .all()
        .map(({ value }) => value),
    get,
    create: (clusterName, wanted) => {
      const entries = entriesOf(clusterName);
      const entry = newEntry(clusters.get(clusterName), wanted, principalId(wanted.principalArn), now());
      const existing = entries.get(wanted.principalArn);
      if (existing !== undefined) return repeated(existing, entry);
      if (entries.all().length >= ENTRY_LIMIT) throw tooManyEntries(ENTRY_LIMIT);
      entries.put(entry.principalArn, entry);
      return entry;
    },
    update: (clusterName, principalArn, change) => {
      const changed = changedEntry(get(clusterName, principalArn), change, now());
      entriesOf(clusterName).put(principalArn, changed);
      return changed;
    },
    replace: (entry) => entriesOf(entry.clusterName).put(entry.principalArn, entry),
    delete: (clusterName, principalArn) => {
      entriesOf(clusterName).delete(get(clusterName, principalArn).principalArn);
    },
  };
}

function newEntry(
  cluster: ClusterDefinition,
  wanted: NewEntry,
  principalId: string | undefined,
  now: number,
): AccessEntry {
  const { type, principalArn, tags = {} } = wanted;
  checkParameters(wanted);
  const principal = entryPrincipal(principalArn, type);
  const problem = tagProblem(tags);
  if (problem !== undefined) throw invalidParameter(problem);
  const node = NODE_TYPES[type];
  return {
    clusterName: cluster.name,
    principalArn,
    principalId: principalId ?? null,
    accessEntryArn: newEntryArn(cluster, principal),
    type,
    username: wanted.username ?? node?.username ?? defaultUsername(principalArn, principal),
    kubernetesGroups: wanted.kubernetesGroups ?? node?.groups ?? [],
    tags,
    createdAt: now,
    modifiedAt: now,
    creation: {
      clientRequestToken: wanted.clientRequestToken ?? null,
      parameters: JSON.stringify([
        type,
        wanted.username,
        wanted.kubernetesGroups,
        Object.entries(tags).sort(),
      ]),
    },
    policies: [],
  };
}

/** A client that repeats its own call, having missed the answer, gets it again; anyone else is too late. */
function repeated(existing: AccessEntry, wanted: AccessEntry): AccessEntry {
  const { clientRequestToken, parameters } = wanted.creation;
  const same =
    clientRequestToken !== null &&
    existing.creation.clientRequestToken === clientRequestToken &&
    existing.creation.parameters === parameters;
  if (!same) throw entryInUse();
  return existing;
}

function changedEntry(entry: AccessEntry, change: EntryChange, now: number): AccessEntry {
  checkParameters({ type: entry.type, ...change });
  return {
    ...entry,
    username: change.username ?? entry.username,
    kubernetesGroups: change.kubernetesGroups ?? entry.kubernetesGroups,
    modifiedAt: now,
  };
}

function newEntryArn({ region, account, name }: ClusterDefinition, principal: IamPrincipal): string {
  const { kind, account: principalAccount, name: principalName } = principal;
  return `arn:aws:eks:${region}:${account}:access-entry/${name}/${kind}/${principalAccount}/${principalName}/${randomUUID()}`;
}

/** Source: EKS User Guide, "Set a custom username for EKS access entries". */
function defaultUsername(arn: string, principal: IamPrincipal): string {
  return principal.kind === 'user' ? arn : assumedRoleArn(principal, '{{SessionName}}');
}
