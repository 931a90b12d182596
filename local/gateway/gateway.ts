import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { type FaultResponse, faultResponse } from './fault-response.ts';
import type { FaultBox } from './faults.ts';
import { type Call, operationOf, type RawCall, type Service } from './operations.ts';

export interface GatewayOptions {
  readonly faults: FaultBox;
  readonly tls: { readonly certificatePem: string; readonly privateKeyPem: string };
  readonly caPem: string;
  /** Where a service is; for Kubernetes `name` is the cluster. Asked at each call. */
  readonly upstream: (service: Service, name?: string) => string;
  /** Ends a function in the middle of what it does. */
  readonly crash: (functionName: string) => Promise<void>;
  /** Told after each call that went through. */
  readonly passed?: (call: Call, request: Buffer, answer: Buffer) => void;
}

/**
 * What stands between our functions and everything that they call, so that faults can be had: whatever a function
 * sends goes to `<gateway>/<function>/<service>/…` and on to the service. Nobody else calls through it, so kubectl
 * and the AWS command line never see a fault.
 */
export interface Gateway {
  urlFor(functionName: string, service: Exclude<Service, 'kubernetes'>): string;
  stop(): Promise<void>;
}

export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { certificatePem: cert, privateKeyPem: key } = options.tls;
  const agent = new Agent({ connect: { ca: options.caPem } });
  let clustersUrl = '';
  const listener: RequestListener = (incoming, response) => {
    pass(options, agent, clustersUrl, incoming, response).catch(() => response.destroy());
  };
  const plain = createServer(listener);
  const secure = createTlsServer({ cert, key }, listener);
  const [url, secureUrl] = await Promise.all([listen(plain, 'http'), listen(secure, 'https')]);
  clustersUrl = secureUrl;
  return {
    urlFor: (functionName, service) => `${url}/${functionName}/${service}`,
    stop: async () => {
      for (const server of [plain, secure]) {
        server.close();
        server.closeAllConnections();
      }
      await agent.destroy();
    },
  };
}

async function listen(server: ReturnType<typeof createServer>, scheme: string): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function pass(
  options: GatewayOptions,
  agent: Agent,
  clustersUrl: string,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, caller = '', second = '', ...rest] = (incoming.url ?? '').split('/');
  const secure = 'encrypted' in incoming.socket;
  const service = secure ? 'kubernetes' : (second as Service);
  const raw: RawCall = {
    method: incoming.method ?? 'GET',
    path: `/${rest.join('/')}`,
    headers: incoming.headers,
    body: await bodyOf(incoming),
  };
  const call: Call = {
    ...{ service, operation: operationOf(service, raw), caller },
    ...(secure && { cluster: second }),
  };
  const { error, when, delayMs = 0, retryAfter } = options.faults.take(call) ?? {};
  // Who has given up is told nothing more; what they asked for may come all the same, and late.
  if (delayMs > 0 && error === 'timeout') response.destroy();
  if (delayMs > 0) await delay(delayMs);
  if (error !== undefined && when === 'before') return bite(options, { error, retryAfter }, call, response);
  const base = options.upstream(service, secure ? second : undefined);
  const answer = await forward(agent, base, raw, `/${caller}/${second}`);
  options.passed?.(call, raw.body, answer.body);
  if (error !== undefined) return bite(options, { error, retryAfter }, call, response);
  response
    .writeHead(answer.status, answer.headers)
    .end(
      call.operation === 'DescribeCluster'
        ? withEndpoint(answer.body, (cluster) => `${clustersUrl}/${caller}/${cluster}`)
        : answer.body,
    );
}

type Bite = { readonly error: string | number; readonly retryAfter: number | undefined };

async function bite(
  { crash }: GatewayOptions,
  { error, retryAfter }: Bite,
  { service, caller }: Call,
  response: ServerResponse,
): Promise<void> {
  if (error === 'crash') {
    // The thread must be gone before the socket closes, or it would live to handle the error.
    await crash(caller);
    response.destroy();
  } else if (error === 'timeout') {
    response.destroy();
  } else {
    send(response, faultResponse(service, error, retryAfter));
  }
}

function send(response: ServerResponse, { status, headers, body }: FaultResponse): void {
  response.writeHead(status, headers).end(body);
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

// The caller signed the path with our prefix in it; whoever verifies the signature needs to know.
async function forward(agent: Agent, base: string, call: RawCall, prefix: string) {
  const { connection: _, 'transfer-encoding': __, ...headers } = call.headers;
  const answer = await request(`${base}${call.path}`, {
    method: call.method as 'GET',
    headers: { ...headers, 'x-local-signed-path-prefix': prefix },
    body: call.body.length > 0 ? call.body : null,
    dispatcher: agent,
  });
  const { connection: ___, 'transfer-encoding': ____, 'content-length': _____, ...kept } = answer.headers;
  return { status: answer.statusCode, headers: kept, body: Buffer.from(await answer.body.arrayBuffer()) };
}

/** Leads a function that asks where a cluster is back through the gateway. */
function withEndpoint(body: Buffer, urlOf: (cluster: string) => string): string {
  const described = JSON.parse(body.toString('utf8')) as { cluster?: { name: string; endpoint?: string } };
  if (described.cluster?.endpoint === undefined) return body.toString('utf8');
  return JSON.stringify({
    ...described,
    cluster: { ...described.cluster, endpoint: urlOf(described.cluster.name) },
  });
}
