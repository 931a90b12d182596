import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import type { Pki } from '../../pki.ts';
import type { TokenReviewer, TokenVerdict } from '../cluster.ts';
import { withoutMark } from './token-mark.ts';

export interface TokenWebhook {
  readonly url: string;
  stop(): Promise<void>;
}

const tokenReview = z.object({ spec: z.object({ token: z.string() }) });

/** Answers the TokenReviews (authentication.k8s.io/v1) that the real API server asks for each bearer token. */
export async function startTokenWebhook(
  cluster: string,
  pki: Pki,
  reviewToken: TokenReviewer,
): Promise<TokenWebhook> {
  const { certificatePem, privateKeyPem } = await pki.issue({
    commonName: 'token-webhook',
    hosts: ['127.0.0.1'],
  });
  const server = createServer({ cert: certificatePem, key: privateKeyPem }, async (request, response) => {
    const verdict = await review(await text(request), cluster, reviewToken);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer(verdict)));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function review(body: string, cluster: string, reviewToken: TokenReviewer): Promise<TokenVerdict> {
  try {
    const { spec } = tokenReview.parse(JSON.parse(body));
    return await reviewToken(withoutMark(spec.token), cluster);
  } catch (error) {
    return { authenticated: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

function answer(verdict: TokenVerdict) {
  const status = verdict.authenticated ? verdict : { authenticated: false, error: verdict.reason };
  return { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', status };
}
