import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import type { KeyPair } from '../../pki.ts';

export interface AdminClient {
  /** GETs a path as cluster admin; rejects when there is no answer within two seconds. */
  get(path: string): Promise<{ readonly status: number; readonly body: string }>;
}

/** A client for what the platform itself asks of a real cluster. */
export function openAdminClient(url: string, caPem: string, admin: KeyPair): AdminClient {
  const options = { ca: caPem, cert: admin.certificatePem, key: admin.privateKeyPem, timeout: 2000 };
  return {
    get: (path) =>
      new Promise((resolve, reject) => {
        const outgoing = request(new URL(path, url), options, async (response) => {
          resolve({ status: response.statusCode ?? 0, body: await text(response) });
        });
        outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer to ${path} within two seconds`)));
        outgoing.on('error', reject);
        outgoing.end();
      }),
  };
}
