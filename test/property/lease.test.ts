import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RequestId } from '../../shared/domain/ids.ts';
import { type Instant, secondsAfter } from '../../shared/domain/instant.ts';
import {
  acquire,
  type DeletingLease,
  finishDeleting,
  type Lease,
  release,
  takeOver,
} from '../../shared/domain/lease.ts';
import type { ClusterName } from '../../shared/domain/scope.ts';
import { noon } from '../support/records.ts';

const cluster = 'prod-eu' as ClusterName;
const principalArn = 'arn:aws:iam::111122223333:role/engineer';
const holders = ['one', 'two', 'three', 'four'] as RequestId[];
/** How long a deleter's call may be under way, in seconds. */
const deleterSeconds = 90;

type Act = 'acquire' | 'release' | 'take-over' | 'finish' | 'finish-unseen';

const acts = fc.array(
  fc.record({
    act: fc.constantFrom<Act>('acquire', 'release', 'take-over', 'finish', 'finish-unseen'),
    who: fc.constantFrom(...holders),
    secondsLater: fc.oneof(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 200 })),
  }),
  { maxLength: 40 },
);

/** What is true of the entry, kept beside the record to hold the record against. */
interface World {
  now: Instant;
  lease: Lease | undefined;
  readonly holding: Set<RequestId>;
  /** The lease as each deleter wrote it that has not finished: until its deadline its calls can still land. */
  deleters: DeletingLease[];
  /** A deleter saw the entry gone. */
  isGone: boolean;
  readonly generations: string[];
}

const noDeleters = () => ({ deleters: [], isGone: false });

type Watch = (world: World, before: Lease | undefined) => void;

function play(script: readonly { act: Act; who: RequestId; secondsLater: number }[], watch: Watch): void {
  const world: World = { now: noon, lease: undefined, holding: new Set(), ...noDeleters(), generations: [] };
  for (const { act, who, secondsLater } of script) {
    const before = world.lease;
    world.now = secondsAfter(world.now, secondsLater);
    plays[act](world, who);
    watch(world, before);
  }
}

const plays: Record<Act, (world: World, who: RequestId) => void> = {
  acquire(world, holder) {
    const newGeneration = `generation-${world.generations.length + 1}`;
    const acquired = acquire(world.lease, { cluster, principalArn, holder, newGeneration });
    if (acquired.outcome === 'deleting') return;
    if (world.lease === undefined) world.generations.push(newGeneration);
    world.holding.add(holder);
    world.lease = acquired.lease;
  },
  release(world, holder) {
    const released = release(world.lease, holder, world.now, secondsAfter(world.now, deleterSeconds));
    if (released.outcome === 'not-held') return;
    world.holding.delete(holder);
    if (released.outcome === 'delete-entry') world.deleters.push(released.lease);
    world.lease = released.lease;
  },
  // A newcomer holds what deleters who are past their deadline have not settled.
  'take-over'(world, newcomer) {
    if (world.lease?.state !== 'deleting' || world.now <= world.lease.deadline) return;
    expect(underWay(world)).toEqual([]);
    world.holding.add(newcomer);
    world.lease = takeOver(world.lease, newcomer);
    Object.assign(world, noDeleters());
  },
  finish: (world, who) => finish(world, who, true),
  // EKS did not show the entry, so nothing was called.
  'finish-unseen': (world, who) => finish(world, who, false),
};

function finish(world: World, who: RequestId, isGone: boolean): void {
  const alive = underWay(world);
  const mine = alive[holders.indexOf(who) % alive.length];
  if (mine === undefined) return;
  world.deleters = world.deleters.filter((deleter) => deleter !== mine);
  const after = finishDeleting(world.lease, mine, isGone);
  if (after.outcome === 'nothing') return;
  world.isGone ||= isGone;
  world.lease = after.outcome === 'write' ? after.lease : undefined;
}

function underWay({ deleters, now }: World): readonly DeletingLease[] {
  return deleters.filter(({ deadline }) => deadline >= now);
}

function always(watch: Watch): void {
  fc.assert(
    fc.property(acts, (script) => play(script, watch)),
    { numRuns: 2000 },
  );
}

describe('a lease, whoever joins and leaves in whatever order', () => {
  it('is never deleted while someone holds it', () => {
    always(({ lease, holding }) => {
      if (lease?.state !== 'held') expect(holding).toEqual(new Set());
    });
  });

  it('names exactly those who hold it', () => {
    always(({ lease, holding }) => {
      if (lease?.state === 'held') expect(new Set(lease.holders)).toEqual(holding);
    });
  });

  it('is joined by nobody while it is being deleted and a deleter may still be at it', () => {
    always(({ lease, now }, before) => {
      if (before?.state === 'deleting' && now <= before.deadline) expect(lease?.state).not.toBe('held');
    });
  });

  it('is forgotten only when the entry was seen gone and no call of a deleter can still land', () => {
    always((world, before) => {
      if (before?.state !== 'deleting' || world.lease !== undefined) return;
      expect(world.isGone).toBe(true);
      expect(underWay(world)).toEqual([]);
      Object.assign(world, noDeleters());
    });
  });

  it('is forgotten as soon as every deleter is done and one saw the entry gone', () => {
    always((world, before) => {
      if (before?.state !== 'deleting' || world.lease?.state !== 'deleting') return;
      expect(world.isGone && world.deleters.length === 0).toBe(false);
    });
  });

  it('has a deadline that only moves outward', () => {
    always(({ lease }, before) => {
      if (before?.state !== 'deleting' || lease?.state !== 'deleting') return;
      expect(lease.deadline >= before.deadline).toBe(true);
    });
  });

  it('counts a version for every write, and a new generation for every new entry', () => {
    always(({ lease, generations }, before) => {
      if (lease === undefined || lease === before) return;
      expect(lease.version).toBe((before?.version ?? 0) + 1);
      expect(lease.generation).toBe(generations.at(-1));
    });
  });
});
