import { GetTopicAttributesCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Page, PagedService } from '../../domain/paging.ts';
import { PagingError } from '../../usecases/errors.ts';
import type { PagingChannel } from '../../usecases/paging-ports.ts';

/**
 * Pages through a topic, independently of PagerDuty. A message counts only where somebody has confirmed a subscription:
 * SNS takes it all the same where nobody would hear of it. Region and endpoint come from the environment that the SDK
 * reads itself.
 */
export function snsTopic(topicArn: string): PagingChannel {
  const client = new SNSClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 2000 },
  });
  return {
    name: 'sns',
    trigger: async (service, page) => {
      const [listeners] = await Promise.all([
        confirmedSubscriptions(client, topicArn),
        client.send(new PublishCommand({ TopicArn: topicArn, ...messageOf(service, page) })),
      ]).catch((cause: unknown) => {
        throw failureOf(cause);
      });
      if (listeners > 0) return;
      throw new PagingError('nobody has confirmed a subscription to the topic', 'nobody-subscribed');
    },
  };
}

// https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html
async function confirmedSubscriptions(client: SNSClient, TopicArn: string): Promise<number> {
  const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn }));
  return Number(Attributes?.['SubscriptionsConfirmed'] ?? 0);
}

// Subjects are ASCII of less than 100 characters: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
function messageOf(service: PagedService, { dedupKey, severity, summary, details, link }: Page) {
  const lines = Object.entries(details).map(([heading, text]) => `${heading}: ${text}`);
  const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });
  return {
    Subject: `k8s-access ${severity}: ${service}`.slice(0, 99),
    Message: [summary, '', ...lines, ...(link === undefined ? [] : [link])].join('\n'),
    MessageAttributes: {
      dedupKey: attribute(dedupKey),
      severity: attribute(severity),
      service: attribute(service),
    },
  };
}

const throttled: ReadonlySet<string> = new Set(['Throttled', 'ThrottledException', 'ThrottlingException']);

// AWS's own words stay in the cause, because those of a refused signature can quote the session token.
function failureOf(cause: unknown): PagingError {
  const name = cause instanceof Error ? cause.name : 'unknown error';
  const problem = throttled.has(name) ? 'busy' : name === 'TimeoutError' ? 'unreachable' : 'failing';
  return new PagingError(`SNS Publish failed with ${name}`, problem, { cause });
}
