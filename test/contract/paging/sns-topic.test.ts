import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { snsTopic } from '../../../shared/adapters/sns/topic.ts';
import { type LocalAws, openWindow, REGION, startAws } from '../../support/aws.ts';
import { oncall, somePage, TOPIC_ARN } from '../../support/paging.ts';

let aws: LocalAws;
beforeAll(async () => {
  aws = await startAws();
});
afterAll(() => aws.stop());
beforeEach(() => {
  vi.stubEnv('AWS_ENDPOINT_URL_SNS', aws.endpoint.url);
  vi.stubEnv('AWS_REGION', REGION);
  vi.stubEnv('AWS_ACCESS_KEY_ID', openWindow.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', openWindow.secretAccessKey);
  vi.stubEnv('AWS_SESSION_TOKEN', openWindow.sessionToken ?? '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  aws.topic.confirm(true);
});

describe('a page through SNS', () => {
  it('reaches whoever subscribed', async () => {
    await snsTopic(TOPIC_ARN).trigger(oncall, somePage);
    const { dedupKey, severity, summary } = somePage;
    expect(aws.pages.all().at(-1)).toMatchObject({
      ...{ channel: 'sns', service: oncall, dedupKey, severity, summary, status: 'delivered' },
    });
  });

  it('counts for nothing where nobody has confirmed a subscription', async () => {
    aws.topic.confirm(false);
    const publishing = snsTopic(TOPIC_ARN).trigger(oncall, somePage);
    await expect(publishing).rejects.toMatchObject({ problem: 'nobody-subscribed' });
  });

  it('to a topic that is not there fails, and says so', async () => {
    const publishing = snsTopic(`${TOPIC_ARN}-gone`).trigger(oncall, somePage);
    await expect(publishing).rejects.toMatchObject({
      ...{ name: 'PagingError', problem: 'failing' },
      message: expect.stringContaining('NotFound'),
    });
  });
});
