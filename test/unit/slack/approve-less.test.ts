import { describe, expect, it } from 'vitest';
import { parseModal } from '../../../local/slack/block-kit/parse.ts';
import { approvedAnswer, statusAnswer } from '../../../shared/adapters/slack/views/answers.ts';
import { approveLessForm } from '../../../shared/adapters/slack/views/approve-less-form.ts';
import { approvalCard } from '../../../shared/adapters/slack/views/card.ts';
import { parseClickedCard } from '../../../shared/adapters/slack/views/clicked-card.ts';
import { openingMessage } from '../../../shared/adapters/slack/views/opening-message.ts';
import type { NonEmpty } from '../../../shared/domain/brand.ts';
import { clusterRole } from '../../../shared/domain/grant.ts';
import type { Refusal } from '../../../shared/domain/refusal.ts';
import type { InStatus } from '../../../shared/domain/request.ts';
import type { Namespace, RoleName } from '../../../shared/domain/scope.ts';
import type { LessJudgement } from '../../../shared/usecases/approve-less.ts';
import { wideStory } from '../../support/less.ts';
import { bobTheLead, bySystem, durationOf, estate, minutesAfterNoon, scope } from '../../support/records.ts';
import { cardIn, together } from '../../support/slack-together.ts';
import { afterChanges, approval, bindingsMade, evidence, requestIn } from '../../support/stories.ts';

const wide = wideStory().request;
const offer = { request: wide, narrower: ['view' as RoleName] };
const allowed: LessJudgement = { outcome: 'allowed', ...offer };

describe('the form to approve with less', () => {
  const blocks = JSON.stringify(parseModal(approveLessForm(offer, estate)));

  it('opens with all that is asked, and offers nothing more', () => {
    expect(blocks).toContain('"initial_value":"4h"');
    const { blocks: fields } = approveLessForm(offer, estate);
    const chosen = fields.flatMap((block) => ('element' in block ? [block.element] : []));
    expect(chosen).toMatchObject([
      { action_id: 'duration' },
      { initial_options: [{ value: 'checkout' }, { value: 'payments' }] },
      { initial_option: { value: 'edit' }, options: [{ value: 'edit' }, { value: 'view' }] },
    ]);
  });

  it('says why no other role can be chosen where the cluster was not read', () => {
    const { cluster, role } = wide.scope;
    const unread = { code: 'role-unread', role: 'view' as RoleName, asked: role, cluster } as const;
    const form = parseModal(approveLessForm({ request: wide, narrower: [], unread }, estate));
    expect(JSON.stringify(form)).toContain('no other role can be approved now');
    expect(blocks).not.toContain('no other role');
  });

  it('keeps Slack’s limits with more namespaces than a menu holds, which then stay as they are', () => {
    const names = Array.from({ length: 101 }, (_, number) => `namespace-${number}` as Namespace);
    const many = { ...wide, scope: { ...wide.scope, namespaces: names as unknown as NonEmpty<Namespace> } };
    const form = parseModal(approveLessForm({ request: many, narrower: [] }, estate));
    expect(JSON.stringify(form)).toContain('All 101 namespaces are approved');
    expect(JSON.stringify(form)).not.toContain('multi_static_select');
  });

  it('carries along which card was clicked', () => {
    const card = { channel: 'C0REQUESTS', ts: '1.0' };
    const { private_metadata } = approveLessForm(offer, estate, card);
    expect(parseClickedCard(private_metadata ?? '')).toEqual({ ok: true, value: { id: wide.id, card } });
  });
});

describe('in the workspace', () => {
  const values = {
    duration: { duration: '90m' },
    namespaces: { namespaces: ['payments'] },
    role: { role: 'view' },
  };

  async function opened(own: Parameters<typeof together>[0] = {}) {
    const { local, app } = await together({ judgeLess: async () => allowed, ...own });
    const { click } = await cardIn(local);
    const { view, messages } = await click('bob', 'approve-less');
    const submit = async (given: object) =>
      (await local.post('/local/slack/submit', { user: 'bob', view_id: view?.id, values: given })).json;
    return { app, view, messages, submit };
  }

  it('a click opens the form, and its submission approves what was chosen', async () => {
    const { app, view, submit } = await opened();
    expect(view).toMatchObject({ callback_id: 'approve-less' });
    const done = await submit(values);
    expect(app.lessened).toMatchObject([
      {
        id: wide.id,
        approver: { userId: 'U0BOB' },
        card: { channel: 'C0REQUESTS' },
        wanted: { duration: 90, namespaces: ['payments'], role: 'view' },
      },
    ]);
    expect(JSON.stringify(done.view)).toContain('is approved');
  });

  it('what is no duration, and no namespace at all, are said under their fields', async () => {
    const { app, submit } = await opened();
    const wrong = { ...values, duration: { duration: '1d' }, namespaces: { namespaces: [] } };
    expect((await submit(wrong)).errors).toEqual({
      duration: expect.stringContaining('is not a duration'),
      namespaces: 'Choose at least one namespace.',
    });
    expect(app.lessened).toEqual([]);
  });

  it.each<[string, Refusal]>([
    ['duration', { code: 'longer-than-asked', wanted: durationOf('2h'), asked: durationOf('1h') }],
    ['namespaces', { code: 'namespaces-not-asked', wanted: [], asked: [] }],
    ['role', { code: 'role-not-narrower', role: 'view' as RoleName, asked: 'edit' as RoleName }],
  ])('what is more than asked is said under %s', async (field, refusal) => {
    const { submit } = await opened({ approveLess: async () => ({ outcome: 'refused', refusal }) });
    expect(Object.keys((await submit(values)).errors ?? {})).toEqual([field]);
  });

  it('what no other choice can mend takes the form’s place', async () => {
    const refusal = { code: 'already-decided', status: 'denied', by: ['carol@example.com'] } as const;
    const { submit } = await opened({ approveLess: async () => ({ outcome: 'refused', refusal }) });
    expect(JSON.stringify((await submit(values)).view)).toContain('was denied by carol@example.com');
  });

  it('a click by one who may not approve is explained, and no form opens', async () => {
    const refusal = { code: 'own-request' } as const;
    const { view, messages } = await opened({ judgeLess: async () => ({ outcome: 'refused', refusal }) });
    expect(view).toBeUndefined();
    expect(messages).toMatchObject([{ ephemeralTo: 'U0BOB', text: expect.stringContaining('your own') }]);
  });

  it('a failure on our side is said under a field of this form', async () => {
    const { submit } = await opened({ approveLess: () => Promise.reject(new Error('DynamoDB is down')) });
    expect((await submit(values)).errors).toEqual({ role: expect.stringContaining('failed on our side') });
  });
});

describe('what was approved for less', () => {
  const less = {
    ...{ scope: scope('prod-eu', 'payments', 'view'), duration: durationOf('1h') },
    role: { grant: clusterRole('k8s-access:view'), rulesHash: 'a'.repeat(64) },
  };
  const line = 'Asked for `4h` of `edit` in `checkout`, `payments` on `prod-eu`; ';
  const granted = '`1h` of `view` in `payments` on `prod-eu`';
  const waiting = afterChanges(wideStory(), approval(bobTheLead, minutesAfterNoon(1), false, less));
  const approved = afterChanges(wideStory(), approval(bobTheLead, minutesAfterNoon(1), true, less));
  const active = afterChanges(
    approved,
    { ...bySystem('open-window', 2), type: 'fix-window' },
    {
      ...{ ...bySystem('open-window', 3), type: 'record-made', username: 'k8s-access:alice', groups: [] },
      ...{ entry: { arn: 'arn', ours: true }, bindings: bindingsMade(approved.request) },
    },
    { ...bySystem('open-window', 4), type: 'activate', evidence: evidence(approved.request, true) },
  );
  const card = (request = waiting.request) =>
    JSON.stringify(approvalCard(request, { roleRules: 'seen', usergroups: new Map() }));

  it('shows on the card, from the first approval on', () => {
    expect(card()).toContain(`${line}approved so far: ${granted}`);
    expect(card(approved.request)).toContain(`${line}approved: ${granted}`);
    expect(card(wide)).not.toContain('Asked for');
  });

  it('shows to the requester, and in the status with its timeline', () => {
    expect(JSON.stringify(openingMessage(active.request as InStatus<'active'>))).toContain(
      `${line}approved: ${granted}`,
    );
    const status = JSON.stringify(statusAnswer(active.request, active.events));
    expect(status).toContain(`${line}approved: ${granted}`);
    expect(status).toContain(`approved less, ${granted}, for`);
  });

  it('is answered to the approver, with what is still missing', () => {
    expect(approvedAnswer(waiting.request).text).toContain(`${granted}. It still needs somebody else.`);
    expect(approvedAnswer(approved.request).text).toContain('is being opened');
  });

  it('is offered on the card that waits alone', () => {
    expect(card()).toContain('"action_id":"approve-less"');
    for (const status of ['active', 'denied', 'ended'] as const) {
      expect(card(requestIn(status))).not.toContain('approve-less');
    }
  });
});
