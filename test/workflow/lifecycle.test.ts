import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyChain } from '../../shared/domain/audit-chain.ts';
import type { AuditEvent } from '../../shared/domain/audit-event.ts';
import {
  cardOf,
  directMessages,
  factsOf,
  hasKubectl,
  ourBindings,
  personalEntries,
  startTestPlatform,
  statusOf,
  type TestPlatform,
} from '../support/platform.ts';
import { sha256 } from '../support/records.ts';
import { askAndBeRouted, click, deny, openWindowFor, requestIdIn } from '../support/stories-on-platform.ts';

const assets = process.env['KUBEBUILDER_ASSETS'];
const backends = [
  { backend: 'the embedded API server', assets: undefined, skip: false },
  { backend: 'the real kube-apiserver', assets, skip: assets === undefined },
];

describe.each(backends)('the life of a request on $backend', ({ assets, skip }) => {
  describe.skipIf(skip)('with everything up', () => {
    let platform: TestPlatform;
    beforeAll(async () => {
      platform = await startTestPlatform({ assets });
    });
    afterAll(() => platform.stop());

    it.skipIf(!hasKubectl)(
      'opens for the one who asked, where they asked, and is gone when its time is up',
      async () => {
        const before = await platform.kubectl('alice', 'prod-eu', 'get', 'pods', '-n', 'payments');
        expect(before.ok).toBe(false);

        const id = await openWindowFor(platform);
        const open = await platform.state();
        expect(ourBindings(open, 'prod-eu').map(({ subjects }) => subjects)).toEqual([
          [expect.objectContaining({ kind: 'User', name: 'k8s-access:alice@example.com' })],
        ]);
        expect(personalEntries(open, 'prod-eu')).toEqual([
          expect.objectContaining({ username: 'k8s-access:{{SessionNameRaw}}' }),
        ]);
        const canDelete = async (persona: string, namespace: string) =>
          (await platform.kubectl(persona, 'prod-eu', 'auth', 'can-i', 'delete', 'pods', '-n', namespace))
            .output;
        expect(await canDelete('alice', 'payments')).toBe('yes');
        expect(await canDelete('alice', 'checkout')).toBe('no');
        expect(await canDelete('bob', 'payments')).toBe('no');
        expect(await canDelete('erin', 'payments')).toBe('no');
        expect(
          (await platform.kubectl('alice', 'prod-eu', 'get', 'pods', '-n', 'payments')).output,
        ).toContain('payments-api-0');

        await platform.advance(3600 + 60);
        const over = await platform.state();
        expect(statusOf(over, id)).toBe('ended');
        expect(ourBindings(over, 'prod-eu')).toEqual([]);
        expect(personalEntries(over, 'prod-eu')).toEqual([]);
        const after = await platform.kubectl('alice', 'prod-eu', 'get', 'pods', '-n', 'payments');
        expect(after).toMatchObject({ ok: false, output: expect.stringMatching(/Unauthorized|Forbidden/) });
        expect(cardOf(over, id).text).toContain('Access is over');
        expect(directMessages(over, 'alice').at(-1)).toContain('is over');
        expect(factsOf(over, id)).toEqual([
          ...[
            'requested',
            'decided',
            'rules-noted',
            'routed',
            'approved',
            'window-fixed',
            'made',
            'opened',
            'closing',
            'closed',
          ],
        ]);
        const events = over.audit.filter((event) => event.requestId === id) as unknown as AuditEvent[];
        const last = events.at(-1);
        expect(verifyChain(events, { seq: events.length, hash: last?.hash ?? '' }, sha256)).toMatchObject({
          sound: true,
        });
      },
    );

    it('opens at once, without a card, where the rule is automatic', async () => {
      const id = requestIdIn(
        await platform.command('alice', 'request staging-eu payments,checkout edit 2h try it'),
      );
      const open = await platform.until('it is active', (state) => statusOf(state, id) === 'active');
      expect(ourBindings(open, 'staging-eu').map(({ metadata }) => metadata.namespace)).toEqual([
        'checkout',
        'payments',
      ]);
      expect(factsOf(open, id)).not.toContain('routed');
      await platform.advance(2 * 3600);
      expect(statusOf(await platform.state(), id)).toBe('ended');
    });

    it('keeps the shared access entry until the last of two overlapping windows is over', async () => {
      const alices = await openWindowFor(platform, 'alice', 'prod-eu payments edit 1h one');
      const bobs = await openWindowFor(platform, 'bob', 'prod-eu payments edit 2h two', 'carol');
      await platform.advance(3600);
      const between = await platform.state();
      expect([statusOf(between, alices), statusOf(between, bobs)]).toEqual(['ended', 'active']);
      expect(personalEntries(between, 'prod-eu')).toHaveLength(1);
      expect(
        ourBindings(between, 'prod-eu').flatMap(({ subjects }) => subjects.map(({ name }) => name)),
      ).toEqual(['k8s-access:bob@example.com']);
      await platform.advance(3600);
      const end = await platform.state();
      expect(statusOf(end, bobs)).toBe('ended');
      expect(personalEntries(end, 'prod-eu')).toEqual([]);
    });

    it('needs both stages for prod admin, and shows after the first what is missing', async () => {
      const id = await askAndBeRouted(platform, 'alice', 'prod-eu checkout admin 30m rotate the certificate');
      await click(platform, 'bob', 'approve', id);
      await platform.until('the card counts one', (state) =>
        cardOf(state, id).text.includes('1 of 1 approval'),
      );
      expect(statusOf(await platform.state(), id)).toBe('pending');
      const again = await click(platform, 'bob', 'approve', id);
      expect(JSON.stringify(again.messages)).toContain('You approved this request already');
      await click(platform, 'dave', 'approve', id);
      await platform.until('it is active', (state) => statusOf(state, id) === 'active');
      await platform.advance(1800);
      expect(statusOf(await platform.state(), id)).toBe('ended');
    });

    it('lapses when nobody decides, and says so on the card and to the requester', async () => {
      const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments debug 1h look at it');
      await platform.advance(8 * 3600);
      const state = await platform.state();
      expect(statusOf(state, id)).toBe('lapsed');
      expect(cardOf(state, id).text).not.toContain('"approve"');
      expect(directMessages(state, 'alice').at(-1)).toContain('Nobody decided');
    });

    it('is denied by one click, with nothing granted', async () => {
      const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments debug 1h look at it again');
      await deny(platform, 'carol', id);
      const state = await platform.until('the card says so', (now) =>
        cardOf(now, id).text.includes('Denied'),
      );
      expect(statusOf(state, id)).toBe('denied');
      expect(ourBindings(state, 'prod-eu')).toEqual([]);
    });
  });
});
