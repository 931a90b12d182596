import { describe, expect, it } from 'vitest';
import { verifyChain } from '../../../shared/domain/audit-chain.ts';
import { linkCodeInWords } from '../../../shared/domain/link-code.ts';
import { identifyAccount } from '../../../shared/usecases/identify-account.ts';
import { issueLinkCode } from '../../../shared/usecases/issue-link-code.ts';
import { link } from '../../../shared/usecases/link.ts';
import { unlink } from '../../../shared/usecases/unlink.ts';
import { linkWorld, sessionOf } from '../../support/linking.ts';
import { alice, bob, dave, engineerRole, sha256, someReason } from '../../support/records.ts';

const { userId } = alice.person;

describe('a Slack account is linked with the AWS identity that brings its code', () => {
  it('and is from then on who its sessions say, to the letter', async () => {
    const { ports, linkAs, records } = linkWorld();
    const answer = await linkAs(alice, sessionOf('Alice.E'));
    expect(answer).toMatchObject({
      outcome: 'linked',
      link: { status: 'linked', email: 'alice@example.com' },
    });
    expect(await identifyAccount(ports, userId)).toMatchObject({
      identity: { principal: { arn: engineerRole, username: 'k8s-access:Alice.E', sessionName: 'Alice.E' } },
    });
    expect(records.events).toMatchObject([
      {
        account: { userId },
        actor: { kind: 'person', principalArn: sessionOf('Alice.E') },
        fact: {
          type: 'linked',
          email: 'alice@example.com',
          pin: { arn: engineerRole, sessionName: 'Alice.E' },
        },
      },
    ]);
  });

  it('and its owner is told, whose link stands although Slack takes no message', async () => {
    const { world, linkAs, ports, code } = linkWorld();
    await linkAs(alice, sessionOf('alice@example.com'));
    expect(world.workspace.said).toEqual([`linked to ${userId}`]);
    await linkAs(dave, sessionOf('bob@example.com'));
    expect(world.workspace.said).toHaveLength(1);
    const linkTeller = { tellLinked: () => Promise.reject(new Error('Slack is down')) };
    const linking = { code: await code(dave), callerArn: sessionOf('dave@example.com') };
    expect(await link({ ...ports, linkTeller }, linking)).toMatchObject({ outcome: 'linked' });
    expect(world.reported).toEqual(['tell whose Slack account was linked']);
  });

  it('but not with the session of somebody else, whose address it is called by', async () => {
    const { linkAs } = linkWorld();
    for (const name of ['bob@example.com', 'Bob@Example.com', 'nobody@example.com']) {
      expect(await linkAs(alice, sessionOf(name))).toMatchObject({
        refusal: { code: 'another-session-called' },
      });
    }
    expect(await linkAs(alice, sessionOf('ALICE@example.com'))).toMatchObject({ outcome: 'linked' });
  });

  it('by a code as people copy it, of which only the hash is kept', async () => {
    const { ports, code, records } = linkWorld();
    const issued = await code(alice);
    const shown = linkCodeInWords(issued);
    expect(shown).toMatch(/^[0-9a-z]{4}(-[0-9a-z]{4}){3}$/);
    expect([...records.codes.keys()]).toEqual([sha256(issued)]);
    expect(JSON.stringify([...records.codes])).not.toContain(issued);
    const typed = { code: ` ${shown.toUpperCase()}\n`, callerArn: sessionOf('alice@example.com') };
    expect(await link(ports, typed)).toMatchObject({ outcome: 'linked' });
  });

  it('once: a code that was used, or is ten minutes old, links nothing', async () => {
    const { ports, code, world } = linkWorld();
    const callerArn = sessionOf('alice@example.com');
    const used = await code(alice);
    const old = await code(alice);
    await link(ports, { code: used, callerArn });
    for (const typed of [used, 'alice', '', old.replace(/.$/, 'x')]) {
      expect(await link(ports, { code: typed, callerArn })).toMatchObject({
        refusal: { code: 'code-unknown' },
      });
    }
    world.pass(600);
    expect(await link(ports, { code: old, callerArn })).toMatchObject({ refusal: { code: 'code-unknown' } });
  });

  it('by one of two calls at once that bring the same code', async () => {
    const { ports, code, records } = linkWorld();
    const typed = { code: await code(alice), callerArn: sessionOf('alice@example.com') };
    const answers = await Promise.all([link(ports, typed), link(ports, typed)]);
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['linked', 'refused']);
    expect(records.events).toHaveLength(1);
  });

  it.each([
    [
      'another role',
      'arn:aws:sts::111122223333:assumed-role/Admin/alice@example.com',
      'another-principal-called',
    ],
    ['another account', sessionOf('alice@example.com', '999988887777'), 'another-principal-called'],
    ['an instance', sessionOf('i-0123456789abcdef0'), 'caller-not-a-person'],
    ['the root user', 'arn:aws:iam::111122223333:root', 'caller-not-a-person'],
  ])('not by %s, which leaves the code unused', async (_, callerArn, refusal) => {
    const { ports, code } = linkWorld();
    const typed = await code(alice);
    expect(await link(ports, { code: typed, callerArn })).toMatchObject({ refusal: { code: refusal } });
    const own = { code: typed, callerArn: sessionOf('alice@example.com') };
    expect(await link(ports, own)).toMatchObject({ outcome: 'linked' });
  });

  it('not where the account has become a guest, or another address, since', async () => {
    const { ports, code, world } = linkWorld();
    const typed = { code: await code(alice), callerArn: sessionOf('alice@example.com') };
    world.workspace.change(userId, { guest: true });
    expect(await link(ports, typed)).toMatchObject({ refusal: { code: 'guest' } });
    world.workspace.change(userId, { guest: false, email: 'al@example.com' });
    expect(await link(ports, typed)).toMatchObject({ refusal: { code: 'code-unknown' } });
  });
});

describe('one AWS identity is one Slack account', () => {
  it('whoever comes second is refused, in whatever capitals', async () => {
    const { linkAs } = linkWorld();
    await linkAs(alice, sessionOf('shared'));
    expect(await linkAs(bob, sessionOf('Shared'))).toMatchObject({ refusal: { code: 'principal-taken' } });
  });

  it('nobody is by their address who somebody else is by a link', async () => {
    const { world, ports, linkAs } = linkWorld();
    await linkAs(bob, sessionOf('Bob@example.com'));
    world.workspace.change(bob.person.userId, { email: 'robert@example.com' });
    world.workspace.change(userId, { email: 'bob@example.com' });
    expect(await identifyAccount(ports, userId)).toEqual({
      identified: false,
      refusal: { code: 'principal-taken' },
    });
  });

  it('a linked account cannot go over to another identity before security takes the link away', async () => {
    const { ports, linkAs, records } = linkWorld();
    await linkAs(alice, sessionOf('alice'));
    const changed = linkAs(alice, sessionOf('mallory'));
    await expect(changed).rejects.toThrow('linked-already');
    const taken = { by: dave.person, of: userId, why: someReason };
    expect(await unlink(ports, taken)).toMatchObject({ outcome: 'unlinked' });
    expect(await linkAs(alice, sessionOf('alicia'))).toMatchObject({ outcome: 'linked' });
    expect(await linkAs(bob, sessionOf('alice'))).toMatchObject({ outcome: 'linked' });
    const own = records.events.filter(({ account }) => account.userId === userId);
    expect(own.map(({ fact }) => fact.type)).toEqual(['linked', 'unlinked', 'linked']);
    const head = (await ports.links.find(alice.person))?.head;
    expect(head && verifyChain(own, head, sha256)).toMatchObject({ sound: true });
  });

  it.each([
    ['somebody of security', dave, userId, 'not-linked'],
    ['somebody else', bob, userId, 'not-security'],
    ['the person themselves', dave, dave.person.userId, 'own-link'],
  ] as const)(
    '%s cannot take away what is not there, not theirs to take, or their own',
    async (_, by, of, code) => {
      const { ports } = linkWorld();
      const answer = await unlink(ports, { by: by.person, of, why: someReason });
      expect(answer).toMatchObject({ refusal: { code } });
    },
  );
});

describe('a changed address unpins', () => {
  it('the person is who their new address says, until they link the same identity again', async () => {
    const { ports, linkAs, world, records } = linkWorld();
    await linkAs(alice, sessionOf('Alice.E'));
    world.workspace.change(userId, { email: 'alice.new@example.com' });
    const now = await identifyAccount(ports, userId);
    expect(now).toMatchObject({ identity: { principal: { username: 'k8s-access:alice.new@example.com' } } });
    await identifyAccount(ports, userId);
    expect(records.events.map(({ fact }) => fact.type)).toEqual(['linked', 'unpinned']);
    expect(await linkAs(alice, sessionOf('mallory'))).toMatchObject({
      refusal: { code: 'linked-to-another' },
    });
    expect(await linkAs(bob, sessionOf('Alice.E'))).toMatchObject({ refusal: { code: 'principal-taken' } });
    expect(await linkAs(alice, sessionOf('Alice.E'))).toMatchObject({ outcome: 'linked' });
  });

  it('also where the sessions are called by the former address, which nobody else may link', async () => {
    const { linkAs, world } = linkWorld();
    await linkAs(alice, sessionOf('alice@example.com'));
    world.workspace.change(userId, { email: 'alice.new@example.com' });
    const refusal = { code: 'another-session-called' };
    expect(await linkAs(bob, sessionOf('alice@example.com'))).toMatchObject({ refusal });
    expect(await linkAs(alice, sessionOf('alice@example.com'))).toMatchObject({ outcome: 'linked' });
  });

  it('where links are required, the person is refused with what to do', async () => {
    const { ports, linkAs, world } = linkWorld('required');
    const refused = (why: string) => ({ identified: false, refusal: { code: 'link-required', why } });
    expect(await identifyAccount(ports, userId)).toEqual(refused('never-linked'));
    await linkAs(alice, sessionOf('alice'));
    expect(await identifyAccount(ports, userId)).toMatchObject({ identified: true });
    world.workspace.change(userId, { email: 'alice.new@example.com' });
    expect(await identifyAccount(ports, userId)).toEqual(refused('address-changed'));
  });
});

it('a code is for members of the company alone', async () => {
  const { ports, world } = linkWorld();
  world.workspace.change(userId, { guest: true });
  expect(await issueLinkCode(ports, alice.person)).toMatchObject({ refusal: { code: 'guest' } });
});
