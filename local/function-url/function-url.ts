import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { CredentialLookup } from '../aws/identity/credentials.ts';
import { signedRequest } from '../aws/incoming.ts';
import { listenOnUsualPort } from '../aws/listen.ts';
import { readClaim } from '../aws/signature/claim.ts';
import { type Verification, verifyRequest } from '../aws/signature/verify.ts';
import { responseOf } from '../http-api/response.ts';
import type { Invoke } from '../lambda/invocation.ts';
import type { Store } from '../store.ts';
import { functionUrlEvent } from './event.ts';
import { refusalOf, type UrlProblem } from './refusal.ts';

export interface FunctionUrlOptions {
  readonly functionName: string;
  readonly invoke: Invoke;
  readonly credentials: CredentialLookup;
  readonly region: string;
  readonly organization: string;
  /** Milliseconds since the epoch by the wall clock, which signatures are judged by. */
  readonly wallNow: () => number;
  readonly store: Store;
}

export interface FunctionUrl {
  /** `http://127.0.0.1:<port>`; the port stays the same over restarts on the same store, where it is free. */
  readonly url: string;
  stop(): Promise<void>;
}

/** A Lambda function URL with IAM authentication: what is not signed by somebody known never reaches the function. */
export async function startFunctionUrl(options: FunctionUrlOptions): Promise<FunctionUrl> {
  const server = createServer(
    getRequestListener((request, { incoming }) => answer(options, request, incoming as IncomingMessage)),
  );
  const ports = options.store.collection<number>('function-url.ports');
  const port = await listenOnUsualPort(server, ports, options.functionName);
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(
  options: FunctionUrlOptions,
  request: Request,
  incoming: IncomingMessage,
): Promise<Response> {
  const signed = signedRequest(incoming, new Uint8Array(await request.arrayBuffer()));
  if (signed === undefined) return refusalOf('malformed');
  const verification = await verify(options, signed);
  if (!verification.verified) return refusalOf(verification.problem);
  const event = functionUrlEvent(signed, verification.caller, options.organization);
  const result = await options.invoke(options.functionName, event);
  // https://docs.aws.amazon.com/lambda/latest/dg/urls-monitoring.html: a function that fails is a bad gateway.
  return result.ok
    ? responseOf(result.payload)
    : Response.json({ Message: 'Internal Server Error' }, { status: 502 });
}

type UrlVerification =
  | Extract<Verification, { verified: true }>
  | { readonly verified: false; readonly problem: UrlProblem };

async function verify(
  { credentials, region, wallNow }: FunctionUrlOptions,
  signed: NonNullable<ReturnType<typeof signedRequest>>,
): Promise<UrlVerification> {
  const claim = readClaim(signed);
  if (typeof claim !== 'string' && claim.region !== region) {
    return { verified: false, problem: 'wrong-region' };
  }
  return verifyRequest(signed, 'lambda', credentials, wallNow());
}
