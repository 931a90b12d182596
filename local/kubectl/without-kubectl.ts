import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';
import { parse } from 'yaml';
import * as z from 'zod';

/** What was printed, and whether all went well. */
export interface Said {
  readonly ok: boolean;
  readonly output: string;
}

const usage =
  'There is no kubectl on this machine, so this line understands only: get <pods|configmaps|services|secrets> [-n namespace], ' +
  'and auth can-i <verb> <resource> [-n namespace].';

/** `get` and `auth can-i` over the cluster's API, as whom the kubeconfig names: enough to see who has access. */
export async function withoutKubectl(kubeconfig: string, words: readonly string[]): Promise<Said> {
  const at = words.findIndex((word) => word === '-n' || word === '--namespace');
  const namespace = at < 0 ? 'default' : (words[at + 1] ?? 'default');
  const [verb, ...rest] = words.filter((_, index) => at < 0 || (index !== at && index !== at + 1));
  const ask = await callerWith(kubeconfig);
  try {
    if (verb === 'get' && rest.length === 1) return await list(ask, namespace, pluralOf(rest[0] ?? ''));
    const [what, asked, resource] = rest;
    if (
      verb === 'auth' &&
      what === 'can-i' &&
      asked !== undefined &&
      resource !== undefined &&
      rest.length === 3
    )
      return await canI(ask, namespace, asked, pluralOf(resource));
    return { ok: false, output: usage };
  } finally {
    await ask.close();
  }
}

const listed = z.object({ items: z.array(z.object({ metadata: z.object({ name: z.string() }) })) });
const review = z.object({ status: z.object({ allowed: z.boolean() }) });
const problem = z.object({ message: z.string() });

async function list(ask: Ask, namespace: string, resource: string): Promise<Said> {
  const { ok, body } = await ask.call(
    'GET',
    `/api/v1/namespaces/${encodeURIComponent(namespace)}/${encodeURIComponent(resource)}`,
  );
  if (!ok)
    return { ok, output: `Error from server: ${problem.safeParse(body).data?.message ?? 'no answer'}` };
  const names = listed.parse(body).items.map(({ metadata }) => metadata.name);
  return {
    ok,
    output:
      names.length === 0 ? `No resources found in ${namespace} namespace.` : ['NAME', ...names].join('\n'),
  };
}

async function canI(ask: Ask, namespace: string, verb: string, resource: string): Promise<Said> {
  const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
  const { ok, body } = await ask.call('POST', path, {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes: { namespace, verb, resource } },
  });
  if (!ok) return { ok, output: `error: ${problem.safeParse(body).data?.message ?? 'no answer'}` };
  const { allowed } = review.parse(body).status;
  return { ok: allowed, output: allowed ? 'yes' : 'no' };
}

function pluralOf(resource: string): string {
  return resource.endsWith('s') ? resource : `${resource}s`;
}

interface Ask {
  call(method: 'GET' | 'POST', path: string, body?: object): Promise<{ ok: boolean; body: unknown }>;
  close(): Promise<void>;
}

const file = z.object({
  clusters: z.tuple([
    z.object({ cluster: z.object({ server: z.url(), 'certificate-authority-data': z.base64() }) }),
  ]),
  users: z.tuple([
    z.object({ user: z.object({ exec: z.object({ command: z.string(), args: z.array(z.string()) }) }) }),
  ]),
});

async function callerWith(kubeconfig: string): Promise<Ask> {
  const { clusters, users } = file.parse(parse(readFileSync(kubeconfig, 'utf8')));
  const { server, 'certificate-authority-data': authority } = clusters[0].cluster;
  const { exec } = users[0].user;
  const token = await tokenFrom(exec.command, exec.args);
  const dispatcher = new Agent({ connect: { ca: Buffer.from(authority, 'base64').toString() } });
  return {
    close: () => dispatcher.close(),
    call: async (method, path, body) => {
      const answer = await request(`${server}${path}`, {
        ...{ method, dispatcher },
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { ok: answer.statusCode < 300, body: await answer.body.json() };
    },
  };
}

const credential = z.object({ status: z.object({ token: z.string() }) });

function tokenFrom(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, (error, stdout) => {
      if (error) reject(error);
      else resolve(credential.parse(JSON.parse(stdout)).status.token);
    });
  });
}
