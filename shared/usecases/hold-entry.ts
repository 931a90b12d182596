import { isFenced } from '../domain/adopted-usernames.ts';
import type { Estate } from '../domain/estate.ts';
import { entryUsername } from '../domain/identify.ts';
import type { IdentitySource } from '../domain/identity-source.ts';
import { acquire, type Lease, takeOver } from '../domain/lease.ts';
import type { Principal } from '../domain/person.ts';
import type { InStatus, Target } from '../domain/request.ts';
import { usernameThrough } from '../domain/username-through.ts';
import type { AccessEntry } from './cluster-ports.ts';
import {
  EntryBusyError,
  EntryChangedError,
  EntryForNodesError,
  EntryLimitError,
  EntryNotUsableError,
  NoAccessEntriesError,
  PrincipalRefusedError,
  StaleRecordError,
  UsernameNotFencedError,
} from './errors.ts';
import type { LetGoPorts } from './let-go-of-entry.ts';

export interface HoldEntryPorts extends LetGoPorts {
  /** A value that no lease had before. */
  readonly newGeneration: () => string;
  /** By which it is known who shares an IAM role. */
  readonly identities: readonly IdentitySource[];
  /** Whose admission policies know which names. */
  readonly estate: Pick<Estate, 'clusters'>;
}

/** The entry that a window rests on, and who the person is through it. */
export interface HeldEntry {
  readonly arn: string;
  readonly ours: boolean;
  readonly username: string;
  readonly groups: readonly string[];
}

/**
 * Joins or starts the lease of the person's access entry and makes sure that the entry stands. An entry that was
 * there before us is adopted: used, and left alone for ever.
 * @throws EntryBusyError while the last one out is deleting it
 * @throws EntryNotUsableError when the entry does not tell people apart
 * @throws UsernameNotFencedError when the cluster's admission policies do not know the person's name
 * @throws EntryForNodesError @throws EntryChangedError
 * @throws EntryLimitError @throws PrincipalRefusedError when EKS makes no entry
 */
export async function holdEntry(ports: HoldEntryPorts, request: InStatus<'approved'>): Promise<HeldEntry> {
  const { lease, isNew } = await join(ports, request);
  const entry = await ensureEntry(ports, request, lease).catch(async (error: unknown) => {
    if (isNew && isRefusal(error)) await forget(ports, lease);
    throw error;
  });
  const ours = entry.generation === lease.generation;
  mustBeForPeople(entry);
  if (ours) mustBeAsMade(entry, request.principal);
  const username = mustTellApart(ports.identities, entry, request.principal);
  mustBeFenced(ports.estate, request.target, username);
  return { arn: entry.principalArn, ours, groups: entry.groups, username };
}

interface Joined {
  readonly lease: Lease;
  /** Under its generation nobody has asked for an entry yet. */
  readonly isNew: boolean;
}

async function join(ports: HoldEntryPorts, request: InStatus<'approved'>): Promise<Joined> {
  const { cluster } = request.target;
  const principalArn = request.principal.arn;
  const before = await ports.leases.find(cluster, principalArn);
  const left = before === undefined ? await generationLeftBehind(ports, request) : undefined;
  const newGeneration = left ?? ports.newGeneration();
  const acquired = acquire(before, { cluster, principalArn, holder: request.id, newGeneration });
  if (acquired.outcome === 'held') {
    if (acquired.lease !== before) await ports.leases.write(acquired.lease);
    return { lease: acquired.lease, isNew: before === undefined && left === undefined };
  }
  if (ports.clock() > acquired.lease.deadline) {
    const taken = takeOver(acquired.lease, request.id);
    await ports.leases.write(taken);
    return { lease: taken, isNew: false };
  }
  throw new EntryBusyError(`the access entry of ${principalArn} in ${cluster} is being deleted`);
}

// An entry with our tag and no lease was left behind by someone who died. A lease of its generation takes it over, so
// that it goes with its last holder; one without our tag stays what it is, somebody else's.
async function generationLeftBehind(
  ports: HoldEntryPorts,
  { target, principal }: InStatus<'approved'>,
): Promise<string | undefined> {
  const standing = await ports.entries.describe(target, principal.arn);
  return standing?.generation;
}

async function ensureEntry(
  ports: HoldEntryPorts,
  { target, principal }: InStatus<'approved'>,
  lease: Lease,
): Promise<AccessEntry> {
  const found = await ports.entries.describe(target, principal.arn);
  if (found !== undefined) return found;
  await ports.entries.create(target, principal, lease.generation);
  const created = await ports.entries.describe(target, principal.arn);
  if (created !== undefined) return created;
  // EKS is eventually consistent here; the next try sees it.
  throw new EntryBusyError(`the access entry of ${principal.arn} in ${target.cluster} is not visible yet`);
}

// EKS said no to the only call that there was, so nothing can come of it later.
function isRefusal(error: unknown): boolean {
  return (
    error instanceof EntryLimitError ||
    error instanceof PrincipalRefusedError ||
    error instanceof NoAccessEntriesError
  );
}

// Else a newcomer, for whom EKS may have a yes, would wait as long as for an entry that is not visible yet.
async function forget({ leases }: HoldEntryPorts, lease: Lease): Promise<void> {
  try {
    await leases.remove(lease);
  } catch (error) {
    // Somebody joined meanwhile, and it is theirs now.
    if (!(error instanceof StaleRecordError)) throw error;
  }
}

// EKS gives nodes' entries usernames and groups of its own.
function mustBeForPeople({ principalArn, type }: AccessEntry): void {
  if (type === 'STANDARD') return;
  throw new EntryForNodesError(`the access entry of ${principalArn} is of type ${type}`);
}

// Groups on the entry would be everybody's who holds the role, for as long as it stands.
function mustBeAsMade({ principalArn, username, groups }: AccessEntry, principal: Principal): void {
  if (username === entryUsername(principal) && groups.length === 0) return;
  throw new EntryChangedError(`somebody changed our access entry of ${principalArn}`);
}

function mustTellApart(
  identities: readonly IdentitySource[],
  { username: template }: AccessEntry,
  principal: Principal,
): string {
  const username = usernameThrough(template, principal, identities);
  if (username !== undefined) return username;
  throw new EntryNotUsableError(`the username template ${template} does not tell people apart`);
}

// A holder whom the policies do not know could leave bindings and tokens behind.
function mustBeFenced({ clusters }: Pick<Estate, 'clusters'>, { cluster }: Target, username: string): void {
  if (isFenced(clusters.get(cluster), username)) return;
  throw new UsernameNotFencedError(`the admission policies of ${cluster} do not know ${username}`);
}
