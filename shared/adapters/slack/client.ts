import {
  LogLevel,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebClient,
} from '@slack/web-api';
import type { z } from 'zod';

/** Slack did not do what was asked. `code` is Slack's own word for it, or what went wrong on the way there. */
export class SlackCallError extends Error {
  override readonly name = 'SlackCallError';
  readonly code: string;

  constructor(method: string, code: string, cause: unknown) {
    super(`Slack's ${method} answered ${code}`, { cause });
    this.code = code;
  }
}

/** Milliseconds. A person waits three seconds for an answer, and most answers take more than one call. */
const callTimeout = 2000;

/**
 * A client that tries once and never waits: whoever calls has a better idea of when to try again than a sleep of the
 * client's has. @param apiUrl another Slack than slack.com, such as the local platform's
 */
export function openSlackClient(botToken: string, apiUrl?: string): WebClient {
  return new WebClient(botToken, {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: callTimeout,
    logLevel: LogLevel.ERROR,
  });
}

/** Awaits a call of a Web API method and parses its answer. @throws SlackCallError */
export async function answerOf<Answer>(
  method: string,
  schema: z.ZodType<Answer>,
  call: Promise<unknown>,
): Promise<Answer> {
  const answered = await call.catch((error: unknown) => {
    throw new SlackCallError(method, codeOf(error), error);
  });
  const answer = schema.safeParse(answered);
  if (!answer.success) throw new SlackCallError(method, 'something unexpected', answer.error);
  return answer.data;
}

function codeOf(error: unknown): string {
  if (error instanceof WebAPIPlatformError) return error.data.error;
  if (error instanceof WebAPIRateLimitedError) return `ratelimited for ${error.retryAfter} s`;
  if (error instanceof WebAPIHTTPError) return `HTTP status ${error.statusCode}`;
  return 'nothing';
}
