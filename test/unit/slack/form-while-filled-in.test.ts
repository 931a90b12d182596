import { describe, expect, it } from 'vitest';
import { option } from '../../../shared/adapters/slack/views/option.ts';
import { scope } from '../../support/records.ts';
import { changeBody, payloadBody, searchBody, submissionBody } from '../../support/slack-delivery.ts';
import { failing, send, testFunction } from '../../support/slack-function.ts';

const chosen = {
  cluster: { type: 'external_select', selected_option: { value: 'prod-eu' } },
  namespaces: { type: 'multi_external_select', selected_options: [{ value: 'payments' }] },
  role: { type: 'static_select', selected_option: { value: 'edit' } },
  duration: { type: 'plain_text_input', value: '1h' },
  reason: { type: 'plain_text_input', value: null },
};

describe('a change in the form', () => {
  it('draws the form anew for what is chosen now', async () => {
    const app = testFunction();
    const { statusCode, answer } = await send(app, changeBody('request-access', 'role', chosen));
    expect([statusCode, answer]).toEqual([200, '']);
    expect(app.drafts).toMatchObject([
      {
        requester: { teamId: 'T0EXAMPLE', userId: 'U0BOB' },
        ...scope('prod-eu', 'payments', 'edit'),
        ...{ duration: { ok: true, value: 60 }, reason: '' },
      },
    ]);
    expect(app.redrawn).toMatchObject([
      { shown: { id: 'V0FORM', hash: '1763719200.hash' }, form: { private_metadata: 'prod-eu' } },
    ]);
  });

  it('foresees the request that sending the form then makes', async () => {
    const app = testFunction();
    await send(app, changeBody('request-access', 'role', chosen));
    const reason = { type: 'plain_text_input', value: 'stuck' };
    await send(app, submissionBody('request-access', { ...chosen, reason }));
    expect(app.drafts[0]?.id).toBe(app.asked[0]?.id);
  });

  it('counts as not chosen what is no name at all', async () => {
    const app = testFunction();
    const forged = { ...chosen, cluster: { selected_option: { value: '<!channel>' } }, role: {} };
    await send(app, changeBody('request-access', 'cluster', forged));
    expect(app.drafts[0]).not.toHaveProperty('cluster');
    expect(app.drafts[0]).not.toHaveProperty('role');
    expect(app.redrawn[0]?.form.private_metadata).toBe('');
  });

  it('that fails leaves the form as it is, and is reported', async () => {
    const app = testFunction({ previewRequest: failing });
    const { statusCode } = await send(app, changeBody('request-access', 'role', chosen));
    expect(statusCode).toBe(200);
    expect(app.redrawn).toEqual([]);
    expect(app.reported).toMatchObject([{ what: expect.stringContaining('preview a request') }]);
  });

  it('of another kind of form draws nothing', async () => {
    const app = testFunction();
    await send(app, changeBody('some-older-form', 'role', chosen));
    expect(app.redrawn).toEqual([]);
  });
});

describe('a search in the form', () => {
  it('offers what is found', async () => {
    const { answer } = await send(testFunction(), searchBody('namespaces', 'p'));
    expect(JSON.parse(answer)).toEqual({ options: [option('payments'), option('platform')] });
  });

  it('offers recent ones in a group of their own', async () => {
    const app = testFunction({
      suggestScope: async () => ({ recent: ['payments'], others: ['platform'] }),
    });
    const { answer } = await send(app, searchBody('namespaces', ''));
    expect(JSON.parse(answer).option_groups).toMatchObject([
      { label: { text: 'Recent' }, options: [{ value: 'payments' }] },
      { label: { text: 'All' }, options: [{ value: 'platform' }] },
    ]);
  });

  it('for namespaces is for those of the cluster that the form was last drawn with', async () => {
    const app = testFunction();
    await send(app, searchBody('namespaces', 'p', {}, 'prod-eu'));
    await send(app, searchBody('namespaces', 'p', { cluster: chosen.cluster }, 'staging-eu'));
    await send(app, searchBody('namespaces', 'p', { cluster: chosen.cluster }));
    await send(app, searchBody('namespaces', 'p'));
    expect(app.searches.map(({ cluster }) => cluster)).toEqual([
      'prod-eu',
      'staging-eu',
      'prod-eu',
      undefined,
    ]);
  });

  it('in a menu that is not known offers nothing', async () => {
    const app = testFunction();
    const { answer } = await send(app, searchBody('role', 'e'));
    expect(JSON.parse(answer)).toEqual({ options: [] });
    expect(app.searches).toEqual([]);
  });

  it('that fails offers nothing, and is reported', async () => {
    const app = testFunction({ suggestScope: failing });
    const { statusCode, answer } = await send(app, searchBody('cluster', ''));
    expect([statusCode, JSON.parse(answer)]).toEqual([200, { options: [] }]);
    expect(app.reported).toHaveLength(1);
  });

  it('without its text is refused', async () => {
    const broken = { type: 'block_suggestion', action_id: 'cluster', block_id: 'cluster' };
    expect((await send(testFunction(), payloadBody(broken))).statusCode).toBe(400);
  });
});
