import { createHmac, timingSafeEqual } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { type HttpAnswer, httpAnswer } from './http-answer.ts';

/** An HTTP request that Slack has signed; header names are in lower case. */
export interface SignedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Verification =
  | { readonly accepted: true; readonly request: SignedRequest }
  | { readonly accepted: false; readonly answer: HttpAnswer };

export interface VerifyOptions {
  readonly signingSecret: string;
  /** Wall clock, in milliseconds since the epoch: Slack signs by it. */
  readonly wallNow: number;
}

/** Bytes. Slack's largest payloads stay well below. */
const largestBody = 256 * 1024;
/** Seconds, either way. https://docs.slack.dev/authentication/verifying-requests-from-slack */
const longestSkew = 5 * 60;

/**
 * Decides whether Slack sent this, before anything looks into it: by its size, its age and its signature over the
 * very bytes that came.
 */
export function verify(event: APIGatewayProxyEventV2, options: VerifyOptions): Verification {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > largestBody) {
    return refused(413, 'This is larger than anything Slack sends; the limit is 256 KB.');
  }
  const headers = lowerCased(event.headers ?? {});
  const problem = signatureProblem(headers, bytes, options);
  if (problem !== undefined) return refused(401, problem);
  const body = decodeUtf8(bytes);
  return body === undefined
    ? refused(400, 'The body is not UTF-8. Send it as Slack does.')
    : { accepted: true, request: { headers, body } };
}

function signatureProblem(
  headers: SignedRequest['headers'],
  bytes: Buffer,
  { signingSecret, wallNow }: VerifyOptions,
): string | undefined {
  const signature = headers['x-slack-signature'];
  const timestamp = headers['x-slack-request-timestamp'];
  if (signature === undefined || timestamp === undefined) {
    return 'Slack’s signature is missing. Only requests that Slack has signed are answered.';
  }
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(wallNow / 1000 - Number(timestamp)) > longestSkew) {
    return 'The timestamp is more than five minutes away from now. Send the request again, or set the clock.';
  }
  const hash = createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(bytes).digest('hex');
  return sameText(signature, `v0=${hash}`)
    ? undefined
    : 'The signature does not belong to this body. Check that the app’s signing secret is the current one.';
}

/** Compares in a time that does not tell how much was right. */
function sameText(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function lowerCased(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), value]],
    ),
  );
}

function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function refused(statusCode: number, sentence: string): Verification {
  return { accepted: false, answer: httpAnswer(statusCode, sentence) };
}
