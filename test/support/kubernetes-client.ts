import { Agent, request } from 'undici';
import type { RunningCluster } from '../../local/kubernetes/cluster.ts';

export interface KubernetesObject {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly resourceVersion: string;
    readonly creationTimestamp: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly continue?: string;
  };
  readonly items: readonly KubernetesObject[];
  readonly status: { readonly allowed: boolean; readonly reason?: string; readonly token: string };
  readonly message: string;
  readonly reason: string;
  readonly [field: string]: unknown;
}

export interface Answer {
  readonly status: number;
  readonly body: KubernetesObject;
}

export interface Client {
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  put(path: string, body: unknown): Promise<Answer>;
  /** A merge patch unless `type` says otherwise. */
  patch(path: string, body: unknown, type?: PatchType): Promise<Answer>;
  delete(path: string, body?: unknown): Promise<Answer>;
  /** The first `count` events of a watch. */
  watch(path: string, count: number): Promise<readonly WatchEvent[]>;
}

export type PatchType = 'merge-patch' | 'json-patch' | 'strategic-merge-patch';

export interface WatchEvent {
  readonly type: string;
  readonly object: KubernetesObject;
}

export interface Credentials {
  readonly certificate?: { readonly certificatePem: string; readonly privateKeyPem: string };
  readonly headers?: Readonly<Record<string, string | string[]>>;
}

/** Speaks to a cluster's API as whoever the credentials are of. */
export function openClient(cluster: RunningCluster, { certificate, headers = {} }: Credentials): Client {
  const dispatcher = new Agent({
    connect: { ca: cluster.caPem, cert: certificate?.certificatePem, key: certificate?.privateKeyPem },
  });
  const open = (method: string, path: string, body?: unknown, type = 'application/json') =>
    request(`${cluster.url}${path}`, {
      method,
      dispatcher,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': type }) },
      body: body === undefined ? null : JSON.stringify(body),
    });
  const send = async (method: string, path: string, body?: unknown, type?: string): Promise<Answer> => {
    const response = await open(method, path, body, type);
    const text = await response.body.text();
    const isJson = String(response.headers['content-type']).includes('json');
    return { status: response.statusCode, body: isJson ? JSON.parse(text) : { message: text } };
  };
  return {
    get: (path) => send('GET', path),
    post: (path, body) => send('POST', path, body),
    put: (path, body) => send('PUT', path, body),
    patch: (path, body, type = 'merge-patch') => send('PATCH', path, body, `application/${type}+json`),
    delete: (path, body) => send('DELETE', path, body),
    watch: async (path, count) => readEvents((await open('GET', path)).body, count),
  };
}

async function readEvents(stream: AsyncIterable<Buffer>, count: number): Promise<readonly WatchEvent[]> {
  let text = '';
  for await (const chunk of stream) {
    text += chunk.toString();
    const lines = text.split('\n').filter((line) => line !== '');
    if (text.endsWith('\n') && lines.length >= count) return lines.map((line) => JSON.parse(line));
  }
  throw new Error(`the watch ended before ${count} events: ${text}`);
}
