import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../../shared/domain/refusal.ts';
import { durationOf, scope } from '../../support/records.ts';
import { submissionBody } from '../../support/slack-delivery.ts';
import { failing, send, testFunction } from '../../support/slack-function.ts';

describe('a form', () => {
  const filled = {
    cluster: { type: 'static_select', selected_option: { value: 'prod-eu' } },
    namespaces: { type: 'multi_static_select', selected_options: [{ value: 'payments' }] },
    role: { type: 'static_select', selected_option: { value: 'edit' } },
    duration: { type: 'plain_text_input', value: '1h' },
    reason: { type: 'plain_text_input', value: 'it is\nstuck' },
  };

  it('asks for access once, however often it is delivered', async () => {
    const app = testFunction();
    const body = submissionBody('request-access', filled);
    for (let time = 0; time < 3; time += 1) await send(app, body);
    expect(new Set(app.asked.map(({ id }) => id)).size).toBe(1);
    expect(app.asked[0]).toMatchObject({
      requester: { teamId: 'T0EXAMPLE', userId: 'U0BOB' },
      scope: scope('prod-eu', 'payments', 'edit'),
      reason: 'it is stuck',
    });
  });

  it('may have its names typed, where menus were too small for them', async () => {
    const app = testFunction();
    const typed = { ...filled, namespaces: { type: 'plain_text_input', value: 'payments, checkout' } };
    await send(app, submissionBody('request-access', typed));
    expect(app.asked).toMatchObject([{ scope: { namespaces: ['checkout', 'payments'] } }]);
  });

  it('shows a sentence under each field that is wrong, and asks for nothing', async () => {
    const app = testFunction();
    const wrong = { ...filled, duration: { value: '1d' }, reason: { value: null }, role: {} };
    const { answer } = await send(app, submissionBody('request-access', wrong));
    expect(JSON.parse(answer)).toEqual({
      response_action: 'errors',
      errors: {
        role: expect.stringContaining('There is view, edit'),
        duration: expect.stringContaining('1d is not a duration'),
        reason: expect.stringContaining('Say why in a few words'),
      },
    });
    expect(app.asked).toEqual([]);
  });

  it.each<[Refusal, string]>([
    [{ code: 'unknown-cluster', cluster: scope('gone', 'a', 'b').cluster, known: [] }, 'cluster'],
    [{ code: 'no-rule', scope: scope('prod-eu', 'checkout', 'edit') }, 'role'],
    [{ code: 'too-long', rule: 'r', asked: durationOf('9h'), longest: durationOf('4h') }, 'duration'],
    [{ code: 'guest' }, 'reason'],
  ])('shows the refusal %j under %s', async (refusal, field) => {
    const app = testFunction({ requestAccess: async () => ({ outcome: 'refused', refusal }) });
    const { answer } = await send(app, submissionBody('request-access', filled));
    expect(JSON.parse(answer)).toEqual({
      response_action: 'errors',
      errors: { [field]: expect.stringMatching(/\.$/) },
    });
  });

  it('that fails keeps what was typed and says so', async () => {
    const app = testFunction({ requestAccess: failing });
    const { answer } = await send(app, submissionBody('request-access', filled));
    expect(JSON.parse(answer).errors.reason).toContain('lambda-request-1');
  });

  it('of an unknown kind is answered', async () => {
    const { statusCode, answer } = await send(testFunction(), submissionBody('impersonate', {}));
    expect(statusCode).toBe(200);
    expect(answer).toContain('older version');
  });
});

describe('the form that asks why access is revoked', () => {
  const id = '7k3m9x2p4qab';
  const typed = (value: string | null) => ({ reason: { type: 'plain_text_input', value } });

  it('revokes the request that it was opened for, with the reason, and shows that it did', async () => {
    const app = testFunction();
    const { answer } = await send(app, submissionBody('revoke-access', typed('it is\nover'), id));
    const by = { teamId: 'T0EXAMPLE', userId: 'U0BOB' };
    expect(app.ended).toEqual([{ verb: 'revoke', id, by, why: 'it is over' }]);
    expect(JSON.parse(answer)).toMatchObject({ response_action: 'update', view: { type: 'modal' } });
    expect(answer).toContain('is revoked');
  });

  it.each([null, '', ' \n', '\u200b', 'x'.repeat(1001)])(
    'revokes nothing for the reason %j',
    async (reason) => {
      const app = testFunction();
      const { answer } = await send(app, submissionBody('revoke-access', typed(reason), id));
      expect(JSON.parse(answer)).toEqual({
        response_action: 'errors',
        errors: { reason: expect.stringMatching(/reason|Say why/) },
      });
      expect(app.ended).toEqual([]);
    },
  );

  it('shows under the reason why it may not, and which request it cannot find', async () => {
    const refusal: Refusal = { code: 'ending-already', status: 'ended', cause: 'expired' };
    const late = testFunction({ revoke: async () => ({ outcome: 'refused', refusal }) });
    const refused = await send(late, submissionBody('revoke-access', typed('why'), id));
    expect(JSON.parse(refused.answer).errors.reason).toContain('because its time was up');
    const forged = await send(testFunction(), submissionBody('revoke-access', typed('why'), 'nonsense'));
    expect(JSON.parse(forged.answer).errors.reason).toContain('12 letters and digits');
  });
});
