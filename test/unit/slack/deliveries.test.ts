import { describe, expect, it } from 'vitest';
import type { SlackVerbs } from '../../../functions/slack/verbs.ts';
import type { Refusal } from '../../../shared/domain/refusal.ts';
import { durationOf, scope } from '../../support/records.ts';
import {
  clickBody,
  commandBody,
  delivery,
  payloadBody,
  submissionBody,
} from '../../support/slack-delivery.ts';
import { lambdaContext, send, testFunction } from '../../support/slack-function.ts';

const nowhere = 'http://127.0.0.1:9/response/none';
const down = async () => {
  throw new Error('DynamoDB is down; token xoxb-secret');
};

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
    const app = testFunction({ requestAccess: down });
    const { statusCode, answer } = await send(app, commandBody('request prod-eu payments edit 1h x'));
    expect(statusCode).toBe(200);
    expect(answer).toContain('may not have been recorded');
    expect(answer).toContain('`lambda-request-1`');
    expect(answer).not.toContain('DynamoDB');
    expect(app.reported).toMatchObject([{ what: expect.stringContaining('lambda-request-1') }]);
  });

  it('of another name is answered, not crashed on', async () => {
    const { statusCode, answer } = await send(
      testFunction(),
      commandBody('x', { command: '/k8s-break-glass' }),
    );
    expect(statusCode).toBe(200);
    expect(answer).toContain('no command `/k8s-break-glass`');
  });

  it('is read from a base64 body, umlauts and emoji intact', async () => {
    const app = testFunction();
    const body = commandBody('request prod-eu payments edit 1h Störung 🚨');
    await app.endpoint(delivery({ body, base64: true }), lambdaContext);
    expect(app.asked).toMatchObject([{ reason: 'Störung 🚨' }]);
  });
});

describe('a click', () => {
  it.each(['approve', 'deny'] as const)(
    'on %s carries who clicked and where the card stands',
    async (verb) => {
      const app = testFunction();
      expect(await send(app, clickBody(verb, '7k3m9x2p4qab', nowhere))).toEqual({
        statusCode: 200,
        answer: '',
      });
      expect(app.clicks).toEqual([
        {
          verb,
          id: '7k3m9x2p4qab',
          approver: { teamId: 'T0EXAMPLE', userId: 'U0BOB' },
          card: { channel: 'C0REQUESTS', ts: '1763719200.000100' },
        },
      ]);
    },
  );

  it('whose answer Slack does not take is accepted all the same, and reported', async () => {
    const refusal = { code: 'own-request' } as const;
    const app = testFunction({ approve: async () => ({ outcome: 'refused', refusal }) });
    const { statusCode } = await send(app, clickBody('approve', '7k3m9x2p4qab', nowhere));
    expect(statusCode).toBe(200);
    expect(app.reported).toMatchObject([{ what: expect.stringContaining('answer a click') }]);
  });
});

describe('what Slack signed but nobody can read', () => {
  const form = 'application/x-www-form-urlencoded';
  const json = 'application/json';
  const whole = payloadBody({ type: 'block_actions', user: { id: 'U0BOB' }, actions: [] });

  it.each([
    ['an empty body', '', form],
    ['a command cut short', commandBody('list').slice(0, 60), form],
    ['a field twice', `${commandBody('list')}&text=help`, form],
    ['a payload cut short', whole.slice(0, -12), form],
    ['a payload that is no JSON', 'payload=%7Bbroken', form],
    ['a payload that is null', 'payload=null', form],
    ['a payload of no known type', payloadBody({ type: 'message_action', user: { id: 'U1' } }), form],
    ['a click on nothing', whole, form],
    ['a form without fields', payloadBody({ type: 'view_submission', user: { id: 'U1' }, team: null }), form],
    ['broken JSON', '{', json],
    ['JSON that is no event', '[]', json],
    ['another content type', 'hello', 'text/plain'],
    ['no content type', 'hello', ''],
  ])('%s is refused with 400 and a sentence', async (_, body, contentType) => {
    const app = testFunction();
    const { statusCode, answer } = await send(app, body, contentType);
    expect(statusCode).toBe(400);
    expect(answer).toMatch(/^[A-Z].*\.$/);
    expect([app.asked, app.clicks, app.reported]).toEqual([[], [], []]);
  });
});

describe('what Slack sends beside people’s doings', () => {
  it('a certificate check is answered with 200, but only when it is signed', async () => {
    const app = testFunction();
    expect(await send(app, 'ssl_check=1&token=x')).toEqual({ statusCode: 200, answer: '' });
    const unsigned = await app.endpoint(delivery({ body: 'ssl_check=1', headers: {} }), lambdaContext);
    expect(unsigned.statusCode).toBe(401);
  });

  it('the challenge of the Events API is returned', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'abc' });
    const { statusCode, answer } = await send(testFunction(), body, 'application/json; charset=utf-8');
    expect(statusCode).toBe(200);
    expect(JSON.parse(answer)).toEqual({ challenge: 'abc' });
  });

  it('an event that nothing here is about is taken', async () => {
    const event = { type: 'user_change', user: { id: 'U0BOB', deleted: true } };
    const body = JSON.stringify({ type: 'event_callback', team_id: 'T0EXAMPLE', event });
    expect(await send(testFunction(), body, 'application/json')).toMatchObject({ statusCode: 200 });
  });
});

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
        reason: expect.stringContaining('why you need the access'),
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
    const app = testFunction({ requestAccess: down } satisfies Partial<SlackVerbs>);
    const { answer } = await send(app, submissionBody('request-access', filled));
    expect(JSON.parse(answer).errors.reason).toContain('lambda-request-1');
  });

  it('of an unknown kind is answered', async () => {
    const { statusCode, answer } = await send(testFunction(), submissionBody('break-glass', {}));
    expect(statusCode).toBe(200);
    expect(answer).toContain('older version');
  });
});
