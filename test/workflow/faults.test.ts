import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  cardOf,
  directMessages,
  factsOf,
  ourBindings,
  personalEntries,
  startTestPlatform,
  statusOf,
  type TestPlatform,
} from '../support/platform.ts';
import { askAndBeRouted, click, deny, openWindowFor, requestIdIn } from '../support/stories-on-platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

async function clean(id: string): Promise<void> {
  await platform.advance(2 * 3600);
  const state = await platform.state();
  expect(['ended', 'failed']).toContain(statusOf(state, id));
  expect(ourBindings(state, 'prod-eu')).toEqual([]);
  expect(personalEntries(state, 'prod-eu')).toEqual([]);
}

describe('opening', () => {
  it.each([
    { target: 'eks.CreateAccessEntry', error: 'ServerException', when: 'before' },
    { target: 'eks.CreateAccessEntry', error: 'timeout', when: 'after' },
    { target: 'kubernetes.createRoleBinding', error: 500, when: 'after' },
    { target: 'kubernetes.patchRoleBinding', error: 'timeout', when: 'after' },
    { target: 'kubernetes.subjectAccessReview', error: 503, when: 'before', times: 40 },
    { target: 'dynamodb.TransactWriteItems', error: 'InternalServerError', when: 'after', times: 3 },
    { target: 'lambda.open-window', error: 'crash', when: 'before', times: 2 },
    { target: 'lambda.open-window', error: 'crash', when: 'after', times: 2 },
  ])('succeeds although $target fails with $error $when its effect', async (fault) => {
    const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h under faults');
    if (fault.target !== 'dynamodb.TransactWriteItems') await platform.fault(fault);
    await click(platform, 'bob', 'approve', id);
    if (fault.target === 'dynamodb.TransactWriteItems') await platform.fault(fault);
    const closesAt = await settle(id, 'active');
    expect(ourBindings(await platform.state(), 'prod-eu')).toHaveLength(1);
    expect(closesAt).toBeDefined();
    await clean(id);
  });

  it('that keeps failing is given up: the cluster is clean, the record says failed, the person is told', async () => {
    const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h hopeless');
    await platform.fault({ target: 'kubernetes.patchRoleBinding', error: 500, times: 1000 });
    await click(platform, 'bob', 'approve', id);
    await settle(id, 'failed');
    await fetch(`${platform.url}/local/faults`, { method: 'DELETE' });
    await platform.advance(60);
    const state = await platform.state();
    expect(ourBindings(state, 'prod-eu')).toEqual([]);
    expect(personalEntries(state, 'prod-eu')).toEqual([]);
    expect(factsOf(state, id).slice(-2)).toEqual(['abandoned', 'failed']);
    expect(directMessages(state, 'alice').at(-1)).toMatch(/could not be opened/i);
  });
});

describe('a request whose machine could not be started', () => {
  it.each([
    ['opens all the same where the rule is automatic', 'staging-eu payments view 1h', undefined],
    ['is routed and opens all the same where it needs approval', 'prod-eu payments edit 1h', 'bob'],
  ])('%s', async (_, ask, approver) => {
    await platform.fault({ target: 'states.StartExecution', error: 'ServiceUnavailable', times: 3 });
    const id =
      approver === undefined
        ? requestIdIn(await platform.command('alice', `request ${ask} no machine`))
        : await askAndBeRouted(platform, 'alice', `${ask} no machine`);
    if (approver !== undefined) {
      await platform.fault({ target: 'states.StartExecution', error: 'ServiceUnavailable', times: 3 });
      await click(platform, approver, 'approve', id);
    }
    await platform.until('it is active', (state) => statusOf(state, id) === 'active');
    await platform.advance(3600);
    expect(statusOf(await platform.state(), id)).toBe('ended');
  });
});

describe('a denial that Lambda could not be told of', () => {
  it('is shown on the card and to the requester all the same', async () => {
    const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h to be denied');
    await platform.fault({ target: 'lambda.Invoke', error: 'ServiceException', times: 2 });
    await deny(platform, 'bob', id);
    await platform.until('the card says so, and alice is told', (now) => {
      const told = directMessages(now, 'alice').at(-1) ?? '';
      return cardOf(now, id).text.includes('Denied') && told.includes('was denied');
    });
  });
});

describe('late grant', () => {
  it.each([
    // The first is given up after ten seconds, the other at once. The retry opens, and the window is over before they land.
    { target: 'kubernetes.createRoleBinding', delayMs: 14_000 },
    { target: 'kubernetes.patchRoleBinding', error: 'timeout', when: 'after', delayMs: 5000 },
  ])(
    'a $target that stalls until the window is over gives nothing',
    async (fault) => {
      const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1m late');
      await platform.fault(fault);
      await click(platform, 'bob', 'approve', id);
      const landed = delay(fault.delayMs + 1000);
      await clean(id);
      await landed;
      const state = await platform.state();
      expect(ourBindings(state, 'prod-eu').flatMap(({ subjects }) => subjects)).toEqual([]);
    },
    60_000,
  );

  it('an opening that takes longer than the window lasts ends in nothing', async () => {
    const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1m too slow');
    await platform.fault({ target: 'kubernetes.patchRoleBinding', error: 500, times: 5 });
    await click(platform, 'bob', 'approve', id);
    await clean(id);
    const state = await platform.state();
    expect(statusOf(state, id)).toBe('failed');
    expect(directMessages(state, 'alice').at(-1)).toMatch(/could not be opened/i);
  });
});

describe('closing', () => {
  it.each([
    { target: 'kubernetes.deleteRoleBinding', error: 500, when: 'before', times: 3 },
    { target: 'kubernetes.deleteRoleBinding', error: 'timeout', when: 'after', times: 2 },
    { target: 'eks.DeleteAccessEntry', error: 'ThrottlingException', when: 'before', times: 4 },
    { target: 'eks.DeleteAccessEntry', error: 'timeout', when: 'after', times: 1 },
    { target: 'sts.AssumeRole', error: 'AccessDenied', when: 'before', times: 3 },
    { target: 'lambda.close-window', error: 'crash', when: 'before', times: 4 },
    { target: 'lambda.close-window', error: 'crash', when: 'after', times: 4 },
    { target: 'lambda.close-window', error: 'TooManyRequestsException', when: 'before', times: 4 },
    { target: 'dynamodb', error: 'ProvisionedThroughputExceededException', when: 'before', times: 12 },
  ])('happens although $target fails with $error $times times, $when its effect', async (fault) => {
    const id = await openWindowFor(platform);
    await platform.fault(fault);
    await clean(id);
    expect(cardOf(await platform.state(), id).text).toContain('Access is over');
  });

  it('whose first delete of the entry fails lets the next window open as soon as it is safe', async () => {
    const id = await openWindowFor(platform);
    await platform.fault({ target: 'eks.DeleteAccessEntry', error: 'ThrottlingException' });
    await platform.advance(3605);
    expect(statusOf(await platform.state(), id)).toBe('ended');
    const next = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h right after');
    await click(platform, 'bob', 'approve', next);
    await settle(next, 'active');
    await clean(next);
  });

  // Ten hours are two hundred turns and sweeps.
  const patience = 120_000;

  it(
    'goes on for as long as it takes: a cluster that is down for ten hours is cleaned when it is back',
    async () => {
      const id = await openWindowFor(platform);
      await platform.fault({ target: 'kubernetes', error: 503, times: 1_000_000 });
      await platform.advance(11 * 3600);
      const state = await platform.state();
      const record = state.requests.find((request) => request.id === id);
      expect(record).toMatchObject({
        status: 'closing',
        failing: {
          since: expect.any(String),
          why: expect.stringContaining('503'),
          pagedAt: expect.any(String),
        },
      });
      expect(factsOf(state, id).filter((fact) => fact === 'operators-paged')).toHaveLength(1);
      await fetch(`${platform.url}/local/faults`, { method: 'DELETE' });
      await platform.advance(300);
      await clean(id);
    },
    patience,
  );
});

describe('while Slack is down', () => {
  it('access opens and closes all the same, and is told of when Slack is back', async () => {
    const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h slack down');
    await platform.fault({ target: 'slack.chat.postMessage', error: 'timeout', times: 5 });
    await platform.fault({ target: 'slack.chat.update', error: 'timeout', times: 5 });
    await click(platform, 'bob', 'approve', id);
    await platform.until('it is active', (state) => statusOf(state, id) === 'active');
    await platform.advance(600);
    const state = await platform.state();
    expect(directMessages(state, 'alice').at(-1)).toContain('Your access is open');
    expect(cardOf(state, id).text).toContain('Access is open');
    await clean(id);
  });
});

/** Lets retries pass, in platform time, until the request has the status. */
async function settle(id: string, status: string): Promise<unknown> {
  for (let minute = 0; minute < 10; minute += 1) {
    const state = await platform.state();
    const request = state.requests.find((each) => each.id === id);
    if (request?.status === status) return request['closesAt'] ?? 'none';
    await platform.advance(30);
  }
  throw new Error(`${id} is not ${status} after five minutes: ${statusOf(await platform.state(), id)}`);
}
