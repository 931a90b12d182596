import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { AdmissionObject } from '../../infra/cluster/admission/admission-object.ts';
import { type AdmissionRequest, judge, type Verdict } from './admission.ts';
import { eventually, type World } from './kubernetes.ts';

/** The policies, standing in front of an API server that is too old to have them built in. */
export interface PoliciesInForce {
  /** What was judged, in order: real requests, as the API server sent them. */
  readonly judged: { readonly request: AdmissionRequest; readonly verdict: Verdict }[];
  stop(): void;
}

/** Has a real API server ask about everything that the policies concern, and refuse what they refuse. */
export async function enforce(
  policies: readonly AdmissionObject[],
  { admin, pki }: World,
): Promise<PoliciesInForce> {
  const judged: PoliciesInForce['judged'] = [];
  const tls = await pki.issue({ commonName: 'admission', hosts: ['127.0.0.1'] });
  const server = createServer({ cert: tls.certificatePem, key: tls.privateKeyPem }, async (asked, answer) => {
    const chunks: Buffer[] = [];
    for await (const chunk of asked) chunks.push(chunk as Buffer);
    const { request } = JSON.parse(Buffer.concat(chunks).toString());
    const verdict = judge(policies, request);
    judged.push({ request, verdict });
    const status = verdict.allowed ? {} : { status: { code: 422, message: verdict.message } };
    const response = { uid: request.uid, allowed: verdict.allowed, ...status };
    answer.writeHead(200, { 'content-type': 'application/json' });
    answer.end(JSON.stringify({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const rules = policies.flatMap((policy) =>
    policy.kind === 'ValidatingAdmissionPolicy' ? policy.spec.matchConstraints.resourceRules : [],
  );
  const created = await admin.post('/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations', {
    metadata: { name: 'k8s-access-policies' },
    webhooks: [
      {
        name: 'policies.k8s-access.test',
        rules,
        clientConfig: {
          url: `https://127.0.0.1:${port}/`,
          caBundle: Buffer.from(pki.caPem).toString('base64'),
        },
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        failurePolicy: 'Fail',
      },
    ],
  });
  if (created.status !== 201) throw new Error(created.body.message);
  await inForce(admin);
  return { judged, stop: () => server.close() };
}

// The API server learns of a webhook through a watch. Until then a binding that only the granter may write goes through.
async function inForce(admin: World['admin']): Promise<void> {
  const path = '/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings';
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' };
  await eventually(async () => {
    const { status } = await admin.post(path, { metadata: { generateName: 'k8s-access-' }, roleRef });
    if (status !== 422) throw new Error(`the policies are not in force: ${status}`);
  });
}
