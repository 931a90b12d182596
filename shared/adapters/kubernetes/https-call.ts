import type { IncomingMessage } from 'node:http';
import { Agent, type RequestOptions, request } from 'node:https';
import { text } from 'node:stream/consumers';

/** One call to an API server. */
export interface HttpsCall {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpsAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const connectMs = 5_000;
// Less than API servers and their load balancers keep an idle connection, so that a warm function writes on no dead one.
const idleMs = 4_000;

/** TLS connections, kept while they are used, that trust one authority alone. @param caPem PEM */
export function agentTrusting(caPem: string): Agent {
  return new Agent({ ca: caPem, keepAlive: true, timeout: idleMs });
}

/** No connection within the time that a call may take to connect. */
class ConnectTimeoutError extends Error {
  override readonly name = 'ConnectTimeoutError';
  readonly code = 'CONNECT_TIMEOUT';
}

/**
 * Makes the call with Node's own client, which functions have loaded for AWS anyway; a redirect is an answer like any
 * other, so that a token goes nowhere else. Throws what Node throws when there is no answer.
 */
export async function callOverHttps(
  { url, method, headers, body }: HttpsCall,
  agent: Agent,
  signal: AbortSignal,
): Promise<HttpsAnswer> {
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const message = await send(url, { method, agent, signal, headers: { ...headers, ...length } }, body);
  return {
    status: message.statusCode ?? 0,
    contentType: message.headers['content-type'] ?? 'application/json',
    body: await text(message),
  };
}

function send(url: string, options: RequestOptions, body: string | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(url, options, resolve);
    sent.on('error', reject);
    sent.on('socket', (socket) => {
      if (!socket.connecting) return;
      const timer = setTimeout(() => sent.destroy(new ConnectTimeoutError()), connectMs);
      socket.once('secureConnect', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
    });
    sent.end(body);
  });
}
