import { request } from 'undici';
import { signatureHeaders } from './signature.ts';

/** What came back from the app. */
export type Answer =
  | { readonly kind: 'answered'; readonly status: number; readonly noRetry: boolean; readonly body: unknown }
  /** Nothing within three seconds. */
  | { readonly kind: 'timeout' }
  /** Nobody listens, or the connection broke. */
  | { readonly kind: 'unreachable' };

export type Answered = Extract<Answer, { kind: 'answered' }>;

/** One request to the app. The content type is exactly what Slack sends: it carries no charset. */
export interface Delivery {
  readonly contentType: 'application/x-www-form-urlencoded' | 'application/json';
  readonly body: string;
  readonly headers?: Record<string, string>;
}

export type Deliver = (delivery: Delivery) => Promise<Answer>;

/** Wall clock, in milliseconds. https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response */
const answerWithinMs = 3000;

/** Sends signed requests to the app at `url`. `wallNow` is in milliseconds. Never throws. */
export function delivery(url: string, signingSecret: string, wallNow: () => number): Deliver {
  return async ({ contentType, body, headers }) => {
    const signal = AbortSignal.timeout(answerWithinMs);
    try {
      const answer = await request(url, {
        method: 'POST',
        headers: {
          'content-type': contentType,
          'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
          accept: 'application/json,*/*',
          ...signatureHeaders(signingSecret, body, wallNow()),
          ...headers,
        },
        body,
        signal,
      });
      return {
        kind: 'answered',
        status: answer.statusCode,
        noRetry: answer.headers['x-slack-no-retry'] === '1',
        body: parseBody(await answer.body.text(), String(answer.headers['content-type'] ?? '')),
      };
    } catch {
      return { kind: signal.aborted ? 'timeout' : 'unreachable' };
    }
  };
}

/** JSON where the answer says that it is JSON, else the text as it came; broken JSON stays text. */
function parseBody(text: string, contentType: string): unknown {
  if (!contentType.includes('json')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Whether the app took the delivery: Slack wants a 2xx. */
export function accepted(answer: Answer): answer is Answered {
  return answer.kind === 'answered' && answer.status >= 200 && answer.status < 300;
}

/** The HTTP status to show for an answer; where there was none, that of a gateway. */
export function statusOf(answer: Answer): number {
  if (answer.kind === 'answered') return answer.status;
  return answer.kind === 'timeout' ? 504 : 502;
}

/** What Slack tells a person whose click or command the app did not take. */
export function failureOf(answer: Answer): string {
  return answer.kind === 'timeout' ? 'operation_timeout' : 'dispatch_failed';
}
