import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHome } from '../../../local/slack/block-kit/parse.ts';
import { homeTab } from '../../../shared/adapters/slack/views/home.ts';
import type { Home } from '../../../shared/domain/home.ts';
import { extensionStory } from '../../support/extensions.ts';
import { minutesAfterNoon } from '../../support/records.ts';
import { hostileStories } from '../../support/slack-arbitraries.ts';
import { submissionBody } from '../../support/slack-delivery.ts';
import { send, testFunction } from '../../support/slack-function.ts';
import { requestIn } from '../../support/stories.ts';

const at = minutesAfterNoon(5);
const empty: Home = { outcome: 'shown', at, own: [], waiting: [], toReview: [], recent: [] };

const texts = (home: Home) => JSON.stringify(homeTab(home));

const differentStories = fc.uniqueArray(hostileStories, {
  maxLength: 40,
  selector: ({ request }) => request.id,
});

describe('the Home tab', () => {
  it('counts down to the end of what is open, and offers to release it', () => {
    const open = requestIn('active');
    const shown = texts({ ...empty, own: [open] });
    expect(shown).toContain('57m left');
    expect(shown).toContain('"action_id":"release"');
  });

  it('asks approvers with the card’s buttons', () => {
    const shown = texts({ ...empty, waiting: [requestIn('pending')] });
    for (const action of ['approve', 'approve-less', 'deny', 'hand-over']) {
      expect(shown).toContain(`"action_id":"${action}"`);
    }
  });

  it('tells an extension from a request', () => {
    const { request } = extensionStory('pending');
    if (request.status !== 'pending') throw new Error('it does not wait');
    const shown = texts({ ...empty, waiting: [request] });
    expect(shown).toContain(`Extension of \`${request.extends}\``);
    expect(shown).toContain('`+30m`');
  });

  it('says so where there is nothing', () => {
    expect(texts(empty)).toContain('Nobody is waiting for you.');
  });

  it('is one that Slack takes, whatever the records', () => {
    fc.assert(
      fc.property(differentStories, (stories) => {
        const requests = stories.map(({ request }) => request);
        const waiting = requests.filter((request) => request.status === 'pending');
        const home = homeTab({
          outcome: 'shown',
          at,
          own: requests,
          waiting,
          toReview: [],
          recent: requests.slice(0, 15),
        });
        expect(() => parseHome(JSON.stringify(home))).not.toThrow();
      }),
      { numRuns: 60 },
    );
  });
});

const opened = (event: object) =>
  JSON.stringify({ type: 'event_callback', team_id: 'T0EXAMPLE', event_id: 'Ev1', event_time: 1, event });

describe('opening it', () => {
  it('publishes it for whoever opened it', async () => {
    const slack = testFunction();
    const body = opened({ type: 'app_home_opened', user: 'U0ALICE', tab: 'home', channel: 'D1' });
    expect(await send(slack, body, 'application/json')).toMatchObject({ statusCode: 200 });
    expect(slack.published.map(({ userId }) => userId)).toEqual(['U0ALICE']);
  });

  it('on its message tab publishes nothing', async () => {
    const slack = testFunction();
    const body = opened({ type: 'app_home_opened', user: 'U0ALICE', tab: 'messages', channel: 'D1' });
    expect(await send(slack, body, 'application/json')).toMatchObject({ statusCode: 200 });
    expect(slack.published).toEqual([]);
  });

  it('without a user is no event of Slack’s', async () => {
    const body = opened({ type: 'app_home_opened', tab: 'home' });
    expect(await send(testFunction(), body, 'application/json')).toMatchObject({ statusCode: 400 });
  });
});

describe('a form that was opened on it', () => {
  const { id } = requestIn('pending');
  const deny = async (metadata: string, reason: string) => {
    const app = testFunction();
    const typed = { reason: { type: 'plain_text_input', value: reason } };
    await send(app, submissionBody('deny-request', typed, metadata));
    return app.published.map(({ userId }) => userId);
  };

  it('brings it up to date once it is sent', async () => {
    expect(await deny(id, 'not today')).toEqual(['U0BOB']);
  });

  it.each([
    ['is not carried out', id, ' '],
    ['was opened from a message', `${id} C0REQUESTS 1763719200.000100`, 'not today'],
  ])('leaves it alone where it %s', async (_, metadata, reason) => {
    expect(await deny(metadata, reason)).toEqual([]);
  });
});
