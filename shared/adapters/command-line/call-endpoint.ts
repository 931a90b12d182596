import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { type Answer, readAnswer } from './answer.ts';
import type { CallInput } from './call.ts';
import { CallError, type CallProblem } from './call-error.ts';
import type { OwnSession } from './own-session.ts';

/** Milliseconds; the function itself may take 20 s. */
const patience = 25_000;

/** Signs a call with the caller's own AWS session, sends it and reads the answer. @throws CallError */
export async function callEndpoint(endpoint: URL, session: OwnSession, call: CallInput): Promise<Answer> {
  const body = JSON.stringify(call);
  const response = await send(endpoint, await signedHeaders(endpoint, session, body), body);
  const content: unknown = await response.json().catch(() => undefined);
  const answer = readAnswer(content);
  if (answer !== undefined) return answer;
  throw new CallError(problemOf(response, content));
}

// https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html: the service to sign for is lambda.
async function signedHeaders(
  { protocol, host, pathname }: URL,
  { credentials, region }: OwnSession,
  body: string,
): Promise<Record<string, string>> {
  const signer = new SignatureV4({ service: 'lambda', region, credentials, sha256: Sha256 });
  const signed = await signer.sign({
    ...{ method: 'POST', protocol, hostname: host, path: pathname, query: {}, body },
    headers: { host, 'content-type': 'application/json' },
  });
  const { host: _, ...headers } = signed.headers;
  return headers;
}

async function send(endpoint: URL, headers: Record<string, string>, body: string): Promise<Response> {
  try {
    const signal = AbortSignal.timeout(patience);
    return await fetch(endpoint, { method: 'POST', headers, body, signal, redirect: 'error' });
  } catch (cause) {
    throw new CallError('unreachable', { cause });
  }
}

/** What AWS means that answered in the function's place: by the error's type, and where that is not enough its words. */
function problemOf({ status, headers }: Response, content: unknown): CallProblem {
  if (status >= 500) return 'function-failed';
  const type = headers.get('x-amzn-errortype')?.split(':')[0] ?? '';
  const words = wordsOf(content);
  if (type.startsWith('ExpiredToken')) return 'credentials-expired';
  if (type.startsWith('UnrecognizedClient')) return 'credentials-unknown';
  if (type.startsWith('InvalidSignature') || type.startsWith('SignatureDoesNotMatch')) {
    if (/valid region/i.test(words)) return 'wrong-region';
    return /expired|not yet current/i.test(words) ? 'clock-off' : 'bad-signature';
  }
  return status === 403 ? 'forbidden' : 'not-ours';
}

function wordsOf(content: unknown): string {
  if (typeof content !== 'object' || content === null) return '';
  const { message, Message } = content as { readonly message?: unknown; readonly Message?: unknown };
  return String(message ?? Message ?? '');
}
