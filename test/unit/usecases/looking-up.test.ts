import { describe, expect, it } from 'vitest';
import { requestIdFromHash } from '../../../shared/domain/ids.ts';
import { raise } from '../../../shared/domain/transition.ts';
import { listRequests } from '../../../shared/usecases/list-requests.ts';
import { showStatus } from '../../../shared/usecases/show-status.ts';
import { pendingOnProd } from '../../support/in-memory/lives.ts';
import { World } from '../../support/in-memory/world.ts';
import { alice, asked, bob, minutesAfterNoon, sha256 } from '../../support/records.ts';

describe('the status of a request', () => {
  it('is shown to any member, with everything that happened, in order', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    const shown = await showStatus(world.ports(), id, bob.person);
    expect(shown).toMatchObject({ outcome: 'found', request: { id }, events: [{ seq: 1 }, { seq: 2 }] });
  });

  it('is not shown to a guest', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    world.workspace.change(bob.person.userId, { guest: true });
    expect(await showStatus(world.ports(), id, bob.person)).toMatchObject({ refusal: { code: 'guest' } });
  });

  it('that nobody knows is refused', async () => {
    const id = requestIdFromHash(sha256('nobody'));
    expect(await showStatus(new World().ports(), id, bob.person)).toMatchObject({
      refusal: { code: 'unknown-request', id },
    });
  });
});

describe('the list of requests', () => {
  it("has the person's own latest fifteen, newest first", async () => {
    const world = new World();
    const ids = Array.from({ length: 16 }, (_, minute) =>
      world.given(raise(asked({ at: minutesAfterNoon(minute) }), sha256)),
    );
    world.given(raise(asked({ by: bob }), sha256));
    const listed = await listRequests(world.ports(), alice.person);
    expect(listed.map(({ id }) => id)).toEqual(ids.slice(1).reverse());
  });
});
