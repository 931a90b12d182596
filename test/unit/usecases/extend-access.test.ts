import { describe, expect, it } from 'vitest';
import { approve } from '../../../shared/usecases/approve.ts';
import { judgeExtend } from '../../../shared/usecases/judge-extend.ts';
import { listRequests } from '../../../shared/usecases/list-requests.ts';
import { openWindow } from '../../../shared/usecases/open-window.ts';
import { release } from '../../../shared/usecases/release.ts';
import { requestAccess } from '../../../shared/usecases/request-access.ts';
import { revoke } from '../../../shared/usecases/revoke.ts';
import { showStatus } from '../../../shared/usecases/show-status.ts';
import {
  approvedExtensionOf,
  askForTime,
  endsTold,
  estateWithRule,
  extensionOf,
  halfAnHourIn,
  idOf,
  refusedWith,
} from '../../support/in-memory/extensions.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { approvedOnStaging } from '../../support/in-memory/lives.ts';
import { chainOf, factsOf } from '../../support/in-memory/sights.ts';
import { World } from '../../support/in-memory/world.ts';
import {
  alice,
  bob,
  config,
  dave,
  durationOf,
  estate,
  minutesAfterNoon,
  scope,
  someReason,
} from '../../support/records.ts';

describe('who asks for more time', () => {
  it('raises a request of its own, with its own decision and chain, which the window notes in the same breath', async () => {
    const { world, id } = await halfAnHourIn();
    const extension = await extensionOf(world, id);
    expect(world.requestIn(extension, 'pending')).toMatchObject({
      ...{ extends: id, duration: 30, scope: world.request(id).scope },
      extending: { closesAt: minutesAfterNoon(62), longest: durationOf('4h') },
      decision: { outcome: 'needs-approval', rule: 'prod-payments-change' },
    });
    expect(world.requestIn(id, 'active')).toMatchObject({
      extension,
      window: { closesAt: minutesAfterNoon(62) },
    });
    expect(factsOf(world, extension)).toEqual(['requested', 'decided']);
    expect(factsOf(world, id).at(-1)).toBe('extension-asked');
    for (const each of [id, extension]) expect(chainOf(world, each)).toMatchObject({ sound: true });
    expect(world.machines.at(-1)).toBe(`start approval ${extension}`);
  });

  it('waits for the end of the window at most, though the rule gives approvers longer', async () => {
    const { world, id } = await halfAnHourIn();
    expect(world.requestIn(await extensionOf(world, id), 'pending').lapsesAt).toBe(minutesAfterNoon(62));
  });

  it('gets what the rule leaves where that is less, to the minute', async () => {
    const { world, id } = await halfAnHourIn();
    expect(world.request(await extensionOf(world, id, { duration: '8h' })).duration).toBe(180);
    const almost = await halfAnHourIn();
    const first = await approvedExtensionOf(almost.world, almost.id, { duration: '2h59m' });
    await openWindow(almost.world.ports(), first);
    almost.world.toMinute(31);
    const second = await approvedExtensionOf(almost.world, almost.id, { duration: '30m' });
    expect(almost.world.request(second).duration).toBe(1);
    await openWindow(almost.world.ports(), second);
    expect(almost.world.requestIn(almost.id, 'active').window.closesAt).toBe(minutesAfterNoon(2 + 240));
    expect(await askForTime(almost.world, almost.id, { duration: '1m', delivery: 'third' })).toMatchObject(
      refusedWith('no-time-left', { longest: 240 }),
    );
  });

  it('may name the request or one of its extensions', async () => {
    const { world, id } = await halfAnHourIn();
    const first = await approvedExtensionOf(world, id);
    await openWindow(world.ports(), first);
    const second = await extensionOf(world, first, { delivery: 'second' });
    expect(world.request(second).extends).toBe(id);
  });

  it('thirty times in a row comes to the limit of the rule and not further', async () => {
    const { world, id } = await halfAnHourIn();
    for (let turn = 1; turn <= 30; turn += 1) {
      const answer = await askForTime(world, id, { duration: '10m', delivery: `${turn}` });
      if (answer.outcome === 'refused') expect(answer.refusal.code).toBe('no-time-left');
      else {
        await approve(world.ports(), { id: answer.request.id, approver: bob.person });
        await openWindow(world.ports(), answer.request.id);
      }
    }
    expect(world.requestIn(id, 'active').window.closesAt).toBe(minutesAfterNoon(2 + 240));
    expect(endsTold(world)).toEqual([minutesAfterNoon(2 + 240)]);
    expect(chainOf(world, id)).toMatchObject({ sound: true });
  });

  it('where the rule is automatic, needs nobody', async () => {
    const world = new World();
    const id = approvedOnStaging(world);
    await openWindow(world.ports(), id);
    const extension = await extensionOf(world, id);
    expect(world.requestIn(extension, 'approved').decision.outcome).toBe('automatic');
    expect(world.machines.at(-1)).toBe(`start window ${extension}`);
    await openWindow(world.ports(), extension);
    expect(world.requestIn(id, 'active').window.closesAt).toBe(minutesAfterNoon(92));
  });

  it('is offered the time that is left, whatever its reason will be', async () => {
    const { world, id } = await halfAnHourIn();
    world.estate = estateWithRule({
      ticket: { pattern: 'x', explain: 'Name a ticket.', isMetBy: () => false },
    });
    expect(await judgeExtend(world.ports(), { of: id, by: alice.person })).toMatchObject({
      outcome: 'offered',
      left: 180,
    });
    expect(await askForTime(world, id)).toMatchObject(refusedWith('ticket-missing'));
  });
});

describe('two at once', () => {
  it('two deliveries raise one, and the other is told of it', async () => {
    const { world, id } = await halfAnHourIn();
    const answers = await Promise.all(['one', 'two'].map((delivery) => askForTime(world, id, { delivery })));
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['raised', 'refused']);
    expect(answers).toContainEqual(
      expect.objectContaining(
        refusedWith('extension-under-way', {
          id: world.request(id).extension,
          status: 'pending',
        }),
      ),
    );
    expect([...world.records.requests.values()].filter((each) => each.extends === id)).toHaveLength(1);
  });

  it('the same delivery twice raises one record and answers the same', async () => {
    const { world, id } = await halfAnHourIn();
    const answers = await Promise.all([1, 2].map(() => askForTime(world, id, { delivery: 'same' })));
    expect(answers.map((answer) => answer.outcome === 'raised' && answer.request.id)).toEqual([
      idOf('same'),
      idOf('same'),
    ]);
    expect(factsOf(world, id).filter((fact) => fact === 'extension-asked')).toHaveLength(1);
  });

  it('the end of the window that comes in between wins: nothing is raised', async () => {
    const { world, id } = await halfAnHourIn();
    const gate = new Gate();
    const writing = gate.stall('requests.saveTogether');
    const asking = askForTime(world, id, {}, world.ports(gate));
    await writing.sent;
    await release(world.ports(), { id, by: alice.person });
    writing.land();
    expect(await asking).toMatchObject(refusedWith('nothing-to-extend', { status: 'closing' }));
  });
});

describe('an extension is no access of its own', () => {
  it('so it is not listed, and counts for no cap', async () => {
    const { world, id } = await halfAnHourIn();
    const extension = await extensionOf(world, id);
    const listed = await listRequests(world.ports(), alice.person);
    expect(listed.map((each) => each.id)).toEqual([id]);
    world.estate = { ...estate, maxOpenWindows: 2 };
    const another = { scope: scope('staging-eu', 'payments', 'view'), duration: durationOf('1h') };
    const asked = { id: idOf('another'), requester: alice.person, reason: someReason, ...another };
    expect(await requestAccess(world.ports(), asked)).toMatchObject({ outcome: 'raised' });
    expect(world.request(extension).status).toBe('pending');
  });

  it('so it is neither released nor revoked; the answer names what is', async () => {
    const { world, id } = await halfAnHourIn();
    const extension = await approvedExtensionOf(world, id);
    const isExtension = (verb: string) => refusedWith('is-extension', { of: id, verb });
    expect(await release(world.ports(), { id: extension, by: alice.person })).toMatchObject(
      isExtension('release'),
    );
    const ports = { ...world.ports(), securityUsergroup: config.securityUsergroup };
    expect(await revoke(ports, { id: extension, by: dave.person, why: someReason })).toMatchObject(
      isExtension('revoke'),
    );
  });

  it('so its story is told under that of its request, by either id', async () => {
    const { world, id } = await halfAnHourIn();
    const extension = await extensionOf(world, id);
    for (const asked of [id, extension]) {
      expect(await showStatus(world.ports(), asked, bob.person)).toMatchObject({
        outcome: 'found',
        request: { id },
        extensions: [
          { request: { id: extension }, events: [{ fact: { type: 'requested', extends: id } }, {}] },
        ],
      });
    }
  });
});
