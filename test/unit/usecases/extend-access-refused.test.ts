import { describe, expect, it } from 'vitest';
import { approve } from '../../../shared/usecases/approve.ts';
import { closeWindow } from '../../../shared/usecases/close-window.ts';
import { release } from '../../../shared/usecases/release.ts';
import { withdraw } from '../../../shared/usecases/withdraw.ts';
import {
  askForTime,
  estateWithRule,
  extensionOf,
  halfAnHourIn,
  idOf,
  refusedWith,
} from '../../support/in-memory/extensions.ts';
import { pendingOnProd } from '../../support/in-memory/lives.ts';
import { World } from '../../support/in-memory/world.ts';
import { alice, bob, dave, durationOf, estate } from '../../support/records.ts';

describe('more time is refused', () => {
  it('to anybody but the holder of the access', async () => {
    const { world, id } = await halfAnHourIn();
    for (const by of [bob, dave]) {
      expect(await askForTime(world, id, { by })).toMatchObject(
        refusedWith('not-requester', { verb: 'extend' }),
      );
    }
  });

  it('for what does not exist, is not open yet, or is over', async () => {
    const { world, id } = await halfAnHourIn();
    expect(await askForTime(world, idOf('nothing'))).toMatchObject(refusedWith('unknown-request'));
    const pending = new World();
    expect(await askForTime(pending, pendingOnProd(pending))).toMatchObject(
      refusedWith('nothing-to-extend', { status: 'pending' }),
    );
    world.toMinute(62);
    expect(await askForTime(world, id)).toMatchObject(
      refusedWith('nothing-to-extend', { status: 'closing' }),
    );
    await closeWindow(world.ports(), id);
    expect(await askForTime(world, id)).toMatchObject(refusedWith('nothing-to-extend', { status: 'ended' }));
  });

  it('to an account that was deactivated, or has another address than the access was opened for', async () => {
    const { world, id } = await halfAnHourIn();
    world.workspace.change(alice.person.userId, { email: 'alice.new@example.com' });
    expect(await askForTime(world, id)).toMatchObject(refusedWith('another-principal'));
    world.workspace.change(alice.person.userId, { deactivated: true });
    expect(await askForTime(world, id)).toMatchObject(refusedWith('deactivated'));
  });

  it('where no rule covers the scope any more, or the rule became shorter than the window is', async () => {
    const { world, id } = await halfAnHourIn();
    world.estate = { ...estate, rules: estate.rules.filter(({ name }) => name !== 'prod-payments-change') };
    expect(await askForTime(world, id)).toMatchObject(refusedWith('no-rule'));
    world.estate = estateWithRule({ maxDuration: durationOf('30m') });
    expect(await askForTime(world, id)).toMatchObject(refusedWith('no-time-left', { longest: 30 }));
  });

  it('while another extension is under way, whose id is told and whose machine is started again', async () => {
    const { world, id } = await halfAnHourIn();
    const first = await extensionOf(world, id);
    const before = world.machines.length;
    expect(await askForTime(world, id, { delivery: 'second' })).toMatchObject(
      refusedWith('extension-under-way', { id: first, status: 'pending' }),
    );
    expect(world.machines.slice(before)).toEqual([`start approval ${first}`]);
    await withdraw(world.ports(), { id: first, by: alice.person });
    expect(await askForTime(world, id, { delivery: 'third' })).toMatchObject({ outcome: 'raised' });
  });
});

describe('the click on an extension', () => {
  it('is judged by the limit of that moment', async () => {
    const { world, id } = await halfAnHourIn();
    const extension = await extensionOf(world, id, { duration: '2h' });
    world.estate = estateWithRule({ maxDuration: durationOf('2h59m') });
    expect(await approve(world.ports(), { id: extension, approver: bob.person })).toMatchObject(
      refusedWith('policy-changed', { refusal: { code: 'too-long-in-all', longest: 179 } }),
    );
    world.estate = estateWithRule({ maxDuration: durationOf('3h') });
    expect(await approve(world.ports(), { id: extension, approver: bob.person })).toMatchObject({
      outcome: 'approved',
    });
  });

  it('comes too late when the window is being closed, and nobody approves their own', async () => {
    const { world, id } = await halfAnHourIn();
    const extension = await extensionOf(world, id);
    world.workspace.groups.get('payments-leads')?.add(alice.person.userId);
    expect(await approve(world.ports(), { id: extension, approver: alice.person })).toMatchObject(
      refusedWith('own-request'),
    );
    await release(world.ports(), { id, by: alice.person });
    expect(await approve(world.ports(), { id: extension, approver: bob.person })).toMatchObject(
      refusedWith('window-over'),
    );
  });
});
