import {
  LogLevel,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebClient,
  type WebClientOptions,
} from '@slack/web-api';
import type * as z from 'zod';
import { RateLimitedError } from '../../usecases/errors.ts';
import { type Patience, PatientClient } from './patient-client.ts';

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
 * A client that tries once and never waits, for whoever is waited for.
 * @param apiUrl another Slack than slack.com, such as the local platform's
 */
export function openSlackClient(botToken: string, apiUrl?: string): WebClient {
  return new WebClient(botToken, optionsFor(apiUrl));
}

/** A client that waits a little for Slack, for one invocation that nobody waits for. @param apiUrl as above */
export function openPatientSlackClient(botToken: string, patience: Patience, apiUrl?: string): WebClient {
  return new PatientClient(botToken, optionsFor(apiUrl), patience);
}

// The library's own retries would sleep for as long as Slack likes.
function optionsFor(apiUrl: string | undefined): WebClientOptions {
  return {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: callTimeout,
    logLevel: LogLevel.ERROR,
  };
}

/** Awaits a call of a Web API method and parses its answer. @throws SlackCallError, RateLimitedError */
export async function answerOf<Answer>(
  method: string,
  schema: z.ZodType<Answer>,
  call: Promise<unknown>,
): Promise<Answer> {
  const answered = await call.catch((error: unknown) => {
    throw callError(method, error);
  });
  const answer = schema.safeParse(answered);
  if (!answer.success) throw new SlackCallError(method, 'something unexpected', answer.error);
  return answer.data;
}

function callError(method: string, cause: unknown): Error {
  if (!(cause instanceof WebAPIRateLimitedError)) return new SlackCallError(method, codeOf(cause), cause);
  const { retryAfter } = cause;
  return new RateLimitedError(`Slack's ${method} may be called again in ${retryAfter} s`, retryAfter, {
    cause,
  });
}

function codeOf(error: unknown): string {
  if (error instanceof WebAPIPlatformError) return error.data.error;
  if (error instanceof WebAPIHTTPError) return `HTTP status ${error.statusCode}`;
  return 'nothing';
}
