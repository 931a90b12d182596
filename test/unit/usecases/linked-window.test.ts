import { expect, it } from 'vitest';
import { openWindow } from '../../../shared/usecases/open-window.ts';
import { requestAccess } from '../../../shared/usecases/request-access.ts';
import { unlink } from '../../../shared/usecases/unlink.ts';
import { sweepOnce } from '../../support/in-memory/sweeping.ts';
import { linkWorld, sessionOf } from '../../support/linking.ts';
import { alice, dave, durationOf, scope, someReason } from '../../support/records.ts';

async function openAsLinked() {
  const { world, ports, linkAs } = linkWorld();
  await linkAs(alice, sessionOf('Alice.E'));
  const asked = await requestAccess(ports, {
    ...{ id: 'a1b2c3d4e5f6' as never, requester: alice.person, reason: someReason },
    ...{ scope: scope('staging-eu', 'payments', 'view'), duration: durationOf('1h') },
  });
  if (asked.outcome !== 'raised') throw new Error(`refused: ${JSON.stringify(asked.refusal)}`);
  const { id } = asked.request;
  await openWindow(ports, id);
  return { world, ports, id };
}

it('a window is opened for the session that the link pins, and the sweep lets it be', async () => {
  const { world, id } = await openAsLinked();
  expect(world.requestIn(id, 'active').window.username).toBe('k8s-access:Alice.E');
  await sweepOnce(world);
  expect(world.request(id).status).toBe('active');
});

it('what somebody holds through a link ends at once when security takes the link away', async () => {
  const { world, ports, id } = await openAsLinked();
  const taken = await unlink(ports, { by: dave.person, of: alice.person.userId, why: someReason });
  expect(taken).toMatchObject({ outcome: 'unlinked', ended: [id] });
  expect(world.requestIn(id, 'closing')).toMatchObject({ cause: 'deactivated', loss: { kind: 'changed' } });
});
