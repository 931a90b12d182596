import type { NonEmpty } from '../domain/brand.ts';
import type { Drift } from '../domain/drift.ts';
import { type Finding, type Sighting, sightingOf } from '../domain/finding.ts';
import type { RequestId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import { judgeBinding, missingFrom } from '../domain/judge-binding.ts';
import type { Binding, ClusterRef, InStatus, Request } from '../domain/request.ts';
import { isTerminal } from '../domain/request.ts';
import { claimOf, placeOf, type StandingBinding } from '../domain/standing-binding.ts';
import { attempt } from './attempt.ts';
import type { Bindings } from './cluster-ports.ts';
import { type EndDriftedPorts, endDrifted } from './end-drifted.ts';
import { sweeper } from './end-for-drift.ts';
import { judgeAgain } from './judge-again.ts';
import { mustFind, recordChange } from './record-change.ts';

export interface MendBindingsPorts extends EndDriftedPorts {
  readonly bindings: Pick<Bindings, 'list' | 'findUid' | 'remove'>;
}

/** What a cluster showed, and the records that were read after that. */
export interface Listing {
  readonly ref: ClusterRef;
  readonly listed: readonly StandingBinding[];
  readonly listedAt: Instant;
  /** Brought up to what is changed. */
  readonly records: Map<RequestId, Request>;
}

export interface Mended {
  readonly findings: readonly Finding[];
  readonly planted: readonly Sighting[];
  /** Bindings with our marks that no record knows: to be removed once that is on record. */
  readonly strays: readonly StandingSighting[];
}

interface StandingSighting extends Sighting {
  readonly binding: Required<Binding>;
}

/** Removes what nothing allows, ends the windows whose bindings are gone or changed, and tells what is not ours. */
export async function mendBindings(ports: MendBindingsPorts, listing: Listing): Promise<Mended> {
  const { ref, listed, records } = listing;
  const here = [...records.values()].filter(({ target }) => target.cluster === ref.cluster);
  const usernames = usernamesOf(here);
  const findings: Finding[] = [];
  const planted: Sighting[] = [];
  const strays: StandingSighting[] = [];
  const drifts = await missing(ports, here, listing);
  for (const binding of listed) {
    const claimed = records.get(claimOf(binding) ?? ('' as RequestId));
    const verdict = judgeBinding(
      binding,
      here.find((one) => one === claimed),
      usernames,
    );
    if (typeof verdict === 'object') addTo(drifts, claimed?.id, verdict);
    else if (verdict === 'planted') planted.push(sightingOf(binding));
    else if (verdict === 'orphan' && claimed === undefined) strays.push({ ...sightingOf(binding), binding });
    else if (verdict === 'orphan' && claimed)
      findings.push(...(await removeOrphan(ports, ref, claimed.id, binding)));
  }
  for (const [id, found] of drifts) findings.push(...(await endDrifted(ports, records, id, found)));
  return { findings, planted, strays };
}

/** Removes them under their uids, each as far as it goes. */
export async function removeStrays(
  ports: MendBindingsPorts,
  ref: ClusterRef,
  strays: Mended['strays'],
): Promise<void> {
  for (const { binding, where } of strays) {
    ports.reporter.alarm('orphan-removed', { cluster: ref.cluster, where });
    await attempt(ports, `remove ${where}`, () => ports.bindings.remove(ref, binding));
  }
}

function usernamesOf(requests: readonly Request[]): ReadonlySet<string> {
  return new Set(
    requests.flatMap((request) =>
      'window' in request && request.window !== undefined && !isTerminal(request)
        ? [request.window.username]
        : [],
    ),
  );
}

type Drifts = Map<RequestId, NonEmpty<Drift>>;

function addTo(drifts: Drifts, id: RequestId | undefined, drift: Drift): void {
  if (id === undefined) return;
  const [first, ...others] = drifts.get(id) ?? [];
  drifts.set(id, first === undefined ? [drift] : [first, ...others, drift]);
}

// Confirmed one by one, and only those that look it: what was listed is older than the record.
async function missing(
  ports: MendBindingsPorts,
  here: readonly Request[],
  listing: Listing,
): Promise<Drifts> {
  const drifts: Drifts = new Map();
  const uids = new Set(listing.listed.map(({ uid }) => uid));
  for (const request of here) {
    if (request.status !== 'active') continue;
    for (const binding of missingFrom(uids, request, listing.listedAt)) {
      await attempt(ports, 'confirm that a binding is gone', async () => {
        if (await stillStands(ports, request, binding)) return;
        addTo(drifts, request.id, { of: 'binding', where: placeOf(binding), problem: 'missing' });
      });
    }
  }
  return drifts;
}

async function stillStands(
  { bindings }: MendBindingsPorts,
  { id, target }: InStatus<'active'>,
  binding: Required<Binding>,
): Promise<boolean> {
  return (await bindings.findUid(target, binding, id)) === binding.uid;
}

async function removeOrphan(
  ports: MendBindingsPorts,
  ref: ClusterRef,
  id: RequestId,
  standing: StandingBinding,
): Promise<readonly Finding[]> {
  const { cluster } = ref;
  const { namespace, name, uid } = standing;
  const binding = { namespace, name, uid };
  const where = placeOf(binding);
  const noted = await attempt(ports, `note the orphan ${where}`, () => noteOrphan(ports, id, binding));
  // What is not on record is not touched; the next sweep finds it again.
  if (noted === undefined) return [];
  ports.reporter.alarm('orphan-removed', { cluster, where });
  await attempt(ports, `remove ${where}`, () => ports.bindings.remove(ref, binding));
  return noted === 'new' ? [{ kind: 'orphan', cluster, binding: sightingOf(standing), request: id }] : [];
}

async function noteOrphan(
  ports: MendBindingsPorts,
  id: RequestId,
  binding: Required<Binding>,
): Promise<'new' | 'known'> {
  return judgeAgain(async () => {
    const request = await mustFind(ports.requests, id);
    if (request.orphans?.includes(binding.uid)) return 'known';
    await recordChange(ports, request, { type: 'find-orphan', at: ports.clock(), actor: sweeper, binding });
    return 'new';
  });
}
