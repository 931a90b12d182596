import { Agent, request } from 'undici';
import type { RunningCluster } from '../../../../local/kubernetes/cluster.ts';
import type { KeyPair } from '../../../../local/pki.ts';

export interface KubernetesAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Speaks to an API server without any of the code under test. */
export interface KubernetesCaller {
  /** @param headers such as `impersonate-user` */
  call(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<KubernetesAnswer>;
  /** Creates an object, or fails the test. */
  create(path: string, body: unknown): Promise<void>;
}

export function kubernetesCaller(
  { url, caPem }: RunningCluster,
  as: { readonly certificate: KeyPair } | { readonly token: string },
): KubernetesCaller {
  const identity =
    'certificate' in as ? { cert: as.certificate.certificatePem, key: as.certificate.privateKeyPem } : {};
  const dispatcher = new Agent({ connect: { ca: caPem, ...identity } });
  const authorization = 'token' in as ? { authorization: `Bearer ${as.token}` } : {};
  const call: KubernetesCaller['call'] = async (method, path, body, headers = {}) => {
    const contentType = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const answer = await request(`${url}${path}`, {
      method,
      dispatcher,
      headers: { ...headers, ...authorization, 'content-type': contentType },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return { status: answer.statusCode, body: await answer.body.json() };
  };
  return {
    call,
    create: async (path, body) => {
      const { status, body: answer } = await call('POST', path, body);
      if (status !== 201) throw new Error(`POST ${path}: ${status} ${JSON.stringify(answer)}`);
    },
  };
}
