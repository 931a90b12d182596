import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../../shared/domain/refusal.ts';
import { durationOf, scope } from '../../support/records.ts';
import { clickBody, commandBody, delivery } from '../../support/slack-delivery.ts';
import { failing, lambdaContext, send, testFunction } from '../../support/slack-function.ts';
import { requestIn } from '../../support/stories.ts';

const nowhere = 'http://127.0.0.1:9/response/none';

describe('a command', () => {
  it('asks for access under its author’s ids, and is answered to its author alone', async () => {
    const app = testFunction();
    const { statusCode, answer } = await send(
      app,
      commandBody('request prod-eu payments edit 1h it is stuck'),
    );
    expect(statusCode).toBe(200);
    expect(app.asked).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-hjkmnp-tv-z]{12}$/),
        requester: { teamId: 'T0EXAMPLE', userId: 'U0ALICE' },
        scope: scope('prod-eu', 'payments', 'edit'),
        duration: durationOf('1h'),
        reason: 'it is stuck',
      },
    ]);
    expect(JSON.parse(answer)).toMatchObject({ response_type: 'ephemeral' });
    expect(answer).toContain(`Request \`${app.asked[0]?.id}\` is recorded`);
    expect(answer).toContain('1 of `@payments-leads`');
    expect(answer).toContain(`/k8s-access status ${app.asked[0]?.id}`);
  });

  it('leads to one id when it is delivered three times, and to another when it is typed again', async () => {
    const app = testFunction();
    const text = 'request prod-eu payments edit 1h it is stuck';
    for (let time = 0; time < 3; time += 1) await send(app, commandBody(text));
    await send(app, commandBody(text, { trigger_id: 'another' }));
    expect(new Set(app.asked.slice(0, 3).map(({ id }) => id)).size).toBe(1);
    expect(new Set(app.asked.map(({ id }) => id)).size).toBe(2);
  });

  it.each([
    'request prod-eu payments edit 0m a reason',
    'request prod-eu payments edit 1d a reason',
    'request prod-eu payments edit 1h',
    `request prod-eu payments edit 1h ${'x'.repeat(5000)}`,
    'extend 7k3m9x2p4qab 1h more',
    'frobnicate',
  ])('that cannot be read asks for nothing: %.50s', async (text) => {
    const app = testFunction();
    const { statusCode, answer } = await send(app, commandBody(text));
    expect(statusCode).toBe(200);
    expect(JSON.parse(answer)).toMatchObject({
      response_type: 'ephemeral',
      text: expect.stringMatching(/./),
    });
    expect(app.asked).toEqual([]);
  });

  it('that repeats hostile words escapes them', async () => {
    const { answer } = await send(testFunction(), commandBody('request prod-eu payments edit <!here> x'));
    expect(answer).toContain('&lt;!here&gt;');
    expect(answer).not.toContain('<!here>');
  });

  it('that the policy refuses is answered with its sentence', async () => {
    const refusal: Refusal = {
      code: 'too-long',
      rule: 'prod-payments-change',
      asked: durationOf('24h'),
      longest: durationOf('4h'),
    };
    const app = testFunction({ requestAccess: async () => ({ outcome: 'refused', refusal }) });
    const { answer } = await send(app, commandBody('request prod-eu payments edit 24h a reason'));
    expect(answer).toContain('allows at most `4h`');
  });

  it.each([
    ['withdraw 7k3m9x2p4qab', { verb: 'withdraw' }, 'is withdrawn'],
    ['release 7k3m9x2p4qab', { verb: 'release' }, 'is released'],
    ['revoke 7k3m9x2p4qab it is over', { verb: 'revoke', why: 'it is over' }, 'is revoked'],
  ])('that ends something carries who typed it: %s', async (text, ended, said) => {
    const app = testFunction();
    const { answer } = await send(app, commandBody(text));
    const by = { teamId: 'T0EXAMPLE', userId: 'U0ALICE' };
    expect(app.ended).toEqual([{ id: '7k3m9x2p4qab', by, ...ended }]);
    expect(answer).toContain(said);
  });

  it('that ends something without a right is answered with the sentence', async () => {
    const refusal: Refusal = { code: 'not-requester', verb: 'release' };
    const app = testFunction({ release: async () => ({ outcome: 'refused', refusal }) });
    const { answer } = await send(app, commandBody('release 7k3m9x2p4qab'));
    expect(answer).toContain('only they can release it');
    expect(answer).toContain('&lt;id&gt;');
  });

  it('that asks is answered with a button to withdraw while the request waits', async () => {
    const { answer } = await send(testFunction(), commandBody('request prod-eu payments edit 1h why'));
    expect(answer).toContain('"action_id":"withdraw"');
    const approved = testFunction({
      requestAccess: async () => ({ outcome: 'raised', request: requestIn('approved') }),
    });
    const other = await send(approved, commandBody('request staging-eu payments view 1h why'));
    expect(other.answer).not.toContain('"button"');
  });

  it('lists, shows a status and helps', async () => {
    const app = testFunction();
    expect((await send(app, commandBody('list'))).answer).toContain('open until');
    expect((await send(app, commandBody('help'))).answer).toContain('/k8s-access list');
    const status = await send(app, commandBody('status 7k3m9x2p4qab'));
    expect(app.shown).toEqual(['7k3m9x2p4qab']);
    expect(status.answer).toContain('removed 1 binding; the cluster says no');
  });

  it('of nothing opens the form and says nothing', async () => {
    const opened: string[] = [];
    const app = testFunction({ openForm: async (trigger) => void opened.push(trigger) });
    expect(await send(app, commandBody(''))).toEqual({ statusCode: 200, answer: '' });
    expect(opened).toEqual(['1763719200.T0LOCAL.abc']);
  });

  it('that fails is answered with a code that the log has too, and without the error', async () => {
    const app = testFunction({ requestAccess: failing });
    const { statusCode, answer } = await send(app, commandBody('request prod-eu payments edit 1h x'));
    expect(statusCode).toBe(200);
    expect(answer).toContain('may not have been recorded');
    expect(answer).toContain('`lambda-request-1`');
    expect(answer).not.toContain('DynamoDB');
    expect(app.reported).toMatchObject([{ what: expect.stringContaining('lambda-request-1') }]);
  });

  it('of another name is answered, not crashed on', async () => {
    const { statusCode, answer } = await send(testFunction(), commandBody('x', { command: '/k8s-admin' }));
    expect(statusCode).toBe(200);
    expect(answer).toContain('no command `/k8s-admin`');
  });

  it('is read from a base64 body, umlauts and emoji intact', async () => {
    const app = testFunction();
    const body = commandBody('request prod-eu payments edit 1h Störung 🚨');
    await app.endpoint(delivery({ body, base64: true }), lambdaContext);
    expect(app.asked).toMatchObject([{ reason: 'Störung 🚨' }]);
  });
});

describe('a click', () => {
  it('carries who clicked and where the card stands', async () => {
    const app = testFunction();
    expect(await send(app, clickBody('approve', '7k3m9x2p4qab', nowhere))).toEqual({
      statusCode: 200,
      answer: '',
    });
    expect(app.clicks).toEqual([
      {
        verb: 'approve',
        id: '7k3m9x2p4qab',
        approver: { teamId: 'T0EXAMPLE', userId: 'U0BOB' },
        card: { channel: 'C0REQUESTS', ts: '1763719200.000100' },
      },
    ]);
  });

  it('whose answer Slack does not take is accepted all the same, and reported', async () => {
    const refusal = { code: 'own-request' } as const;
    const app = testFunction({ approve: async () => ({ outcome: 'refused', refusal }) });
    const { statusCode } = await send(app, clickBody('approve', '7k3m9x2p4qab', nowhere));
    expect(statusCode).toBe(200);
    expect(app.reported).toMatchObject([{ what: expect.stringContaining('answer a click') }]);
  });
});
