import { describe, expect, it } from 'vitest';
import type { Home } from '../../../shared/domain/home.ts';
import type { Identity } from '../../../shared/domain/person.ts';
import { raise } from '../../../shared/domain/transition.ts';
import { approve } from '../../../shared/usecases/approve.ts';
import { showHome } from '../../../shared/usecases/show-home.ts';
import { openedOnStaging, pendingOnProd } from '../../support/in-memory/lives.ts';
import { World } from '../../support/in-memory/world.ts';
import { alice, asked, bob, carol, dave, minutesAfterNoon, scope, sha256 } from '../../support/records.ts';
import { storyUpTo } from '../../support/stories.ts';

async function homeOf(world: World, { person }: Identity): Promise<Extract<Home, { outcome: 'shown' }>> {
  const home = await showHome(world.ports(), person);
  if (home.outcome === 'refused') throw new Error(home.refusal.code);
  return home;
}

const idsOf = (requests: readonly { readonly id: string }[]) => requests.map(({ id }) => id);

describe("a person's home", () => {
  it('shows what they hold and what is on its way, the newest first', async () => {
    const world = new World();
    const open = await openedOnStaging(world);
    const waiting = world.given(raise(asked({ at: minutesAfterNoon(5) }), sha256));
    world.given(storyUpTo('ended'));
    const home = await homeOf(world, alice);
    expect(idsOf(home.own)).toEqual([waiting, open]);
    expect(idsOf(home.recent)).toEqual([storyUpTo('ended').request.id]);
  });

  it('shows a waiting request to whoever may decide on it, and to nobody else', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    expect(idsOf((await homeOf(world, bob)).waiting)).toEqual([id]);
    expect(idsOf((await homeOf(world, carol)).waiting)).toEqual([id]);
    expect((await homeOf(world, dave)).waiting).toEqual([]);
    expect((await homeOf(world, alice)).waiting).toEqual([]);
  });

  it('shows the one that lapses first in front', async () => {
    const world = new World();
    const later = world.given(raise(asked({ at: minutesAfterNoon(1) }), sha256));
    const sooner = world.given(raise(asked({ at: minutesAfterNoon(0) }), sha256));
    expect(idsOf((await homeOf(world, bob)).waiting)).toEqual([sooner, later]);
  });

  it("does not show an approver's own request as waiting for them", async () => {
    const world = new World();
    world.given(raise(asked({ by: bob }), sha256));
    expect((await homeOf(world, bob)).waiting).toEqual([]);
  });

  it('no longer shows what the person approved and what still needs another', async () => {
    const world = new World();
    const id = world.given(raise(asked({ scope: scope('prod-eu', 'payments', 'admin') }), sha256));
    await approve(world.ports(), { id, approver: bob.person });
    expect(idsOf((await homeOf(world, bob)).waiting)).toEqual([]);
    expect(idsOf((await homeOf(world, carol)).waiting)).toEqual([]);
    expect(idsOf((await homeOf(world, dave)).waiting)).toEqual([id]);
  });

  it('of a guest is refused', async () => {
    const world = new World();
    world.workspace.change(bob.person.userId, { guest: true });
    expect(await showHome(world.ports(), bob.person)).toMatchObject({ refusal: { code: 'guest' } });
  });
});
