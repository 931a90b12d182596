import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Duration } from '../../shared/domain/duration.ts';
import { isExtension } from '../../shared/domain/extension.ts';
import type { RequestId } from '../../shared/domain/ids.ts';
import { millisecondsOf } from '../../shared/domain/instant.ts';
import type { Request } from '../../shared/domain/request.ts';
import { advanceApproval } from '../../shared/usecases/advance-approval.ts';
import { approve } from '../../shared/usecases/approve.ts';
import { closeWindow } from '../../shared/usecases/close-window.ts';
import { deny } from '../../shared/usecases/deny.ts';
import { extendAccess } from '../../shared/usecases/extend-access.ts';
import { openWindow } from '../../shared/usecases/open-window.ts';
import { release } from '../../shared/usecases/release.ts';
import { withdraw } from '../../shared/usecases/withdraw.ts';
import { idOf, openedOnProd } from '../support/in-memory/extensions.ts';
import { Gate } from '../support/in-memory/gate.ts';
import { outcomeOf } from '../support/in-memory/runs.ts';
import { chainOf } from '../support/in-memory/sights.ts';
import { World } from '../support/in-memory/world.ts';
import { alice, bob, someReason } from '../support/records.ts';

// Lives of an open window with extensions, whose functions die and are asked again, several at once, while time passes.

type Verb = 'ask' | 'approve' | 'deny' | 'withdraw' | 'apply' | 'settle' | 'close' | 'release';

interface Act {
  /** `next` takes what is under way a step along its usual way. */
  readonly verb: Verb | 'next';
  /** How much is asked for. */
  readonly minutes: number;
  /** Seconds that pass before. */
  readonly pause: number;
  /** The call at which the function dies, fails after its effect, or is held up until the next act has begun. */
  readonly trouble: 'none' | 'dies' | 'fails' | 'stalls';
  readonly call: number;
}

const verbs: fc.Arbitrary<Act['verb']> = fc.oneof(
  { weight: 6, arbitrary: fc.constant('next' as const) },
  { weight: 2, arbitrary: fc.constantFrom('ask' as const, 'approve' as const, 'apply' as const) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('deny' as const, 'withdraw' as const, 'settle' as const, 'close' as const),
  },
);

const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.record({
    verb: fc.oneof(
      { weight: 20, arbitrary: verbs },
      { weight: 1, arbitrary: fc.constant('release' as const) },
    ),
    minutes: fc.integer({ min: 1, max: 120 }),
    pause: fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 0, max: 60 }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 2400 }) },
    ),
    trouble: fc.constantFrom(
      'none' as const,
      'none' as const,
      'dies' as const,
      'fails' as const,
      'stalls' as const,
    ),
    call: fc.integer({ min: 1, max: 12 }),
  }),
  { minLength: 3, maxLength: 30 },
);

function perform(world: World, id: RequestId, { verb: wanted, minutes }: Act, delivery: string, gate: Gate) {
  const ports = world.ports(gate);
  const extension = world.request(id).extension ?? id;
  switch (wanted === 'next' ? nextOf(world.request(extension)) : wanted) {
    case 'ask': {
      const time = { duration: minutes as Duration, reason: someReason };
      return extendAccess(ports, { id: idOf(delivery), of: id, by: alice.person, ...time });
    }
    case 'approve':
      return approve(ports, { id: extension, approver: bob.person });
    case 'deny':
      return deny(ports, { id: extension, approver: bob.person, why: someReason });
    case 'withdraw':
      return withdraw(ports, { id: extension, by: alice.person });
    case 'apply':
      return openWindow(ports, extension);
    case 'settle':
      return extension === id ? Promise.resolve() : closeWindow(ports, extension);
    case 'close':
      return closeWindow(ports, id);
    case 'release':
      return release(ports, { id, by: alice.person });
  }
}

function nextOf({ status, extends: extended }: Request): Verb {
  if (extended === undefined) return 'ask';
  if (status === 'pending') return 'approve';
  return status === 'approved' ? 'apply' : 'ask';
}

const extensionsIn = (world: World) => [...world.records.requests.values()].filter(isExtension);

/** Minutes of the whole window, as the record says it. */
function lengthOf(request: Request): number {
  if (!('window' in request) || request.window === undefined) throw new Error('the window was open');
  return (millisecondsOf(request.window.closesAt) - millisecondsOf(request.window.grantedAt)) / 60_000;
}

/** What must hold at every moment. */
function check(world: World, id: RequestId): void {
  const request = world.request(id);
  const applied = extensionsIn(world).filter(({ status }) => status === 'applied');
  const approved = request.duration + applied.reduce((sum, { duration }) => sum + duration, 0);
  expect(lengthOf(request)).toBe(approved);
  expect(approved).toBeLessThanOrEqual(240);
  expect(applied.every(({ approvals }) => approvals.length === 1)).toBe(true);
  if (request.status !== 'active') return;
  // A cleaner that goes by the label never comes before the end on record.
  for (const { closesAt } of world.cluster('prod-eu').bindings) {
    expect(closesAt !== undefined && closesAt >= request.window.closesAt).toBe(true);
  }
}

async function live(all: readonly Act[]): Promise<{ readonly world: World; readonly id: RequestId }> {
  const world = new World();
  const id = await openedOnProd(world);
  const running: Promise<unknown>[] = [];
  let held: (() => unknown) | undefined;
  for (const [place, act] of all.entries()) {
    world.pass(act.pause);
    const gate = new Gate();
    if (act.trouble === 'dies') gate.dieAfter(act.call);
    if (act.trouble === 'fails') gate.fail(act.call, 'after');
    const stall = act.trouble === 'stalls' ? gate.stall(act.call) : undefined;
    const run = outcomeOf(perform(world, id, act, `${place}`, gate));
    await Promise.race([run, ...(stall === undefined ? [] : [stall.sent])]);
    check(world, id);
    held?.();
    held = stall && (() => gate.calls.length >= act.call && stall.land());
    running.push(run);
    await new Promise(setImmediate);
    check(world, id);
  }
  held?.();
  await Promise.all(running);
  return { world, id };
}

/** Both machines ask until nothing is left to do. */
async function settle(world: World, id: RequestId): Promise<void> {
  for (const each of extensionsIn(world)) {
    if (each.status === 'approved') await outcomeOf(openWindow(world.ports(), each.id));
    await outcomeOf(closeWindow(world.ports(), each.id));
    await outcomeOf(advanceApproval(world.ports(), each.id));
  }
  world.pass(24 * 3600);
  for (const _ of ['once', 'again']) {
    await outcomeOf(closeWindow(world.ports(), id));
    for (const each of extensionsIn(world)) {
      await outcomeOf(closeWindow(world.ports(), each.id));
      await outcomeOf(advanceApproval(world.ports(), each.id));
    }
  }
}

describe('invariant 7 with extensions', () => {
  it('a window is as long as was approved and extended, at every moment, and ends; no extension is left open', async () => {
    let appliedInAll = 0;
    await fc.assert(
      fc.asyncProperty(acts, async (all) => {
        const { world, id } = await live(all);
        check(world, id);
        await settle(world, id);
        check(world, id);
        expect(world.request(id).status).toBe('ended');
        expect(world.cluster('prod-eu').bindings).toEqual([]);
        for (const extension of extensionsIn(world)) {
          expect(['applied', 'denied', 'withdrawn', 'lapsed', 'failed']).toContain(extension.status);
          expect(chainOf(world, extension.id)).toMatchObject({ sound: true });
          if (extension.status === 'applied') appliedInAll += 1;
        }
        expect(chainOf(world, id)).toMatchObject({ sound: true });
      }),
      { numRuns: 300 },
    );
    expect(appliedInAll).toBeGreaterThan(200);
  });
});
