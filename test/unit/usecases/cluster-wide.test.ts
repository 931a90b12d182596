import { expect, it } from 'vitest';
import { raise } from '../../../shared/domain/transition.ts';
import { closeWindow } from '../../../shared/usecases/close-window.ts';
import { openWindow } from '../../../shared/usecases/open-window.ts';
import { requestAccess } from '../../../shared/usecases/request-access.ts';
import { wholeOfProd, wideEstate } from '../../support/cluster-wide.ts';
import { World } from '../../support/in-memory/world.ts';
import { alice, asked, durationOf, minutesAfterNoon, sha256, someReason } from '../../support/records.ts';

const wide = () => {
  const world = new World();
  world.estate = wideEstate;
  return world;
};
const bindingsIn = (world: World) =>
  world
    .cluster('prod-eu')
    .bindings.map(({ namespace, clusterRole, users }) => ({ namespace, clusterRole, users }));

async function opened(world: World) {
  const wanted = { scope: wholeOfProd, duration: durationOf('1h'), reason: someReason };
  const { teamId, userId } = alice.person;
  const { id } = asked();
  await requestAccess(world.ports(), { id, requester: { teamId, userId }, ...wanted });
  await openWindow(world.ports(), id);
  return id;
}

it('a window of the whole cluster is one binding without a namespace, which is gone when its time is up', async () => {
  const world = wide();
  const id = await opened(world);
  expect(bindingsIn(world)).toEqual([
    { namespace: '*', clusterRole: 'k8s-access:cluster-view', users: [alice.principal.username] },
  ]);
  expect(world.requestIn(id, 'active').window.bindings).toMatchObject([{ namespace: '*' }]);
  world.toMinute(63);
  await closeWindow(world.ports(), id);
  expect(bindingsIn(world)).toEqual([]);
  expect(world.requestIn(id, 'ended').evidence).toEqual([]);
});

it('the end is not said while our binding of the whole cluster still counts', async () => {
  const world = wide();
  const id = await opened(world);
  world.toMinute(63);
  world.cluster('prod-eu').authorizeAsNow(1000);
  await expect(closeWindow(world.ports(), id)).rejects.toThrow('still allows');
  expect(world.request(id).status).toBe('closing');
});

it('what somebody else still allows in the whole cluster is named at the end', async () => {
  const world = wide();
  const id = await opened(world);
  const theirs = { namespace: '*', name: 'the-team', clusterRole: 'k8s-access:cluster-view' };
  world.cluster('prod-eu').bind({ ...theirs, users: [alice.principal.username] });
  world.toMinute(63);
  await closeWindow(world.ports(), id);
  const { evidence } = world.requestIn(id, 'ended');
  expect(evidence[0]).toMatchObject({ namespace: '*', reason: expect.stringContaining('"the-team"') });
});

it('a record of a whole cluster has its scope and its events verified like any other', () => {
  const { request, events } = raise(
    { ...asked(), scope: wholeOfProd, requestedAt: minutesAfterNoon(0) },
    sha256,
  );
  expect(request.scope.namespaces).toEqual(['*']);
  expect(events[0]).toMatchObject({ fact: { type: 'requested', scope: { namespaces: ['*'] } } });
});
