import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Agent, createServer, request as openRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Pki } from '../../pki.ts';
import { askForCertificate, certificateIdentity } from '../client-certificate.ts';
import { isServiceAccountToken, withMark } from './token-mark.ts';

/** The name in the certificate by which the API server knows its front proxy. */
export const frontProxyName = 'k8s-access-front-proxy';

export interface FrontProxy {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Stands before a real API server, for one reason: see `withMark`. Whoever comes with a client certificate is passed
 * on by the API server's own front-proxy headers, because their certificate ends here.
 */
export async function startFrontProxy(target: string, pki: Pki): Promise<FrontProxy> {
  const serving = await pki.issue({ commonName: 'kube-apiserver', hosts: ['127.0.0.1', 'localhost'] });
  const proxy = await pki.issue({ commonName: frontProxyName });
  const upstream = {
    named: new Agent({
      keepAlive: true,
      ca: pki.caPem,
      cert: proxy.certificatePem,
      key: proxy.privateKeyPem,
    }),
    unnamed: new Agent({ keepAlive: true, ca: pki.caPem }),
  };
  const server = createServer(
    { cert: serving.certificatePem, key: serving.privateKeyPem, ca: pki.caPem, ...askForCertificate },
    (incoming, response) => {
      const identity = certificateIdentity(incoming);
      if (identity.kind === 'untrusted') return refuse(response, 401, 'Unauthorized');
      const headers = forwardedHeaders(incoming);
      if (identity.kind === 'none') return forward(incoming, response, target, upstream.unnamed, headers);
      const named = { 'x-remote-user': identity.username, 'x-remote-group': [...identity.groups] };
      return forward(incoming, response, target, upstream.named, { ...headers, ...named });
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        upstream.named.destroy();
        upstream.unnamed.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

// Nobody but us may say who is behind a request, so headers that claim it are dropped.
function forwardedHeaders({ headersDistinct }: IncomingMessage): OutgoingHttpHeaders {
  const dropped = /^(x-remote-|authorization$|connection$|upgrade$|host$)/;
  const kept = Object.entries(headersDistinct).filter(([name]) => !dropped.test(name));
  const [authorization] = headersDistinct['authorization'] ?? [];
  if (authorization === undefined) return Object.fromEntries(kept);
  return { ...Object.fromEntries(kept), authorization: marked(authorization) };
}

function marked(authorization: string): string {
  const token = /^Bearer\s+(\S+)\s*$/i.exec(authorization)?.[1];
  return token === undefined || isServiceAccountToken(token) ? authorization : `Bearer ${withMark(token)}`;
}

function forward(
  incoming: IncomingMessage,
  response: ServerResponse,
  target: string,
  agent: Agent,
  headers: OutgoingHttpHeaders,
): void {
  const { method = 'GET', url = '/' } = incoming;
  const outgoing = openRequest(`${target}${url}`, { method, headers, agent }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    response.flushHeaders();
    answer.pipe(response);
    answer.on('error', () => response.destroy());
  });
  outgoing.on('error', (error) => {
    if (response.headersSent) response.destroy();
    else refuse(response, 502, `kube-apiserver does not answer: ${error.message}`);
  });
  response.on('close', () => outgoing.destroy());
  incoming.pipe(outgoing);
}

function refuse(response: ServerResponse, code: number, message: string): void {
  const reason = code === 401 ? { reason: 'Unauthorized' } : {};
  const status = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    ...reason,
    code,
  };
  response.writeHead(code, { 'content-type': 'application/json' });
  response.end(JSON.stringify(status));
}
