import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyPair, Pki } from '../../pki.ts';

/** The files that the processes of one cluster read. */
export interface ClusterFiles {
  readonly directory: string;
  readonly etcdData: string;
  readonly ca: string;
  readonly servingCertificate: string;
  readonly servingKey: string;
  /** Signs service account tokens, which must outlive a restart. */
  readonly serviceAccountKey: string;
  readonly tokenWebhook: string;
  readonly controllerManager: string;
  /** What is written to the audit log: every call, without what was sent and answered. */
  readonly auditPolicy: string;
  readonly auditLog: string;
}

export interface Endpoints {
  readonly apiServer: string;
  readonly tokenWebhook: string;
}

/** Writes the files of a cluster into `directory`, for its own user alone. */
export async function writeFiles(
  directory: string,
  pki: Pki,
  endpoints: Endpoints,
  admin: KeyPair,
): Promise<ClusterFiles> {
  mkdirSync(directory, { recursive: true });
  const serving = await pki.issue({ commonName: 'kube-apiserver', hosts: ['127.0.0.1', 'localhost'] });
  const write = (name: string, content: string) => {
    const file = join(directory, name);
    writeFileSync(file, content, { mode: 0o600 });
    return file;
  };
  return {
    directory,
    etcdData: join(directory, 'etcd'),
    ca: write('ca.crt', pki.caPem),
    servingCertificate: write('serving.crt', serving.certificatePem),
    servingKey: write('serving.key', serving.privateKeyPem),
    serviceAccountKey: serviceAccountKey(directory),
    tokenWebhook: write('token-webhook.json', kubeconfig(endpoints.tokenWebhook, pki.caPem)),
    auditPolicy: write('audit-policy.json', JSON.stringify(auditPolicy)),
    auditLog: join(directory, 'audit.log'),
    controllerManager: write('controller-manager.json', kubeconfig(endpoints.apiServer, pki.caPem, admin)),
  };
}

// As EKS does, for most of what it logs: https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
const auditPolicy = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [{ level: 'Metadata' }],
};

function serviceAccountKey(directory: string): string {
  const file = join(directory, 'service-account.key');
  if (existsSync(file)) return file;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writeFileSync(file, privateKey.export({ type: 'sec1', format: 'pem' }), { mode: 0o600 });
  return file;
}

function kubeconfig(server: string, caPem: string, client?: KeyPair): string {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const user =
    client === undefined
      ? {}
      : {
          'client-certificate-data': base64(client.certificatePem),
          'client-key-data': base64(client.privateKeyPem),
        };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'local', cluster: { server, 'certificate-authority-data': base64(caPem) } }],
    users: [{ name: 'local', user }],
    contexts: [{ name: 'local', context: { cluster: 'local', user: 'local' } }],
    'current-context': 'local',
  });
}
