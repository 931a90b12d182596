import { expect, it } from 'vitest';
import { checkAdmission, type ReadAdmission } from '../../../cli/doctor/cluster/check-admission.ts';
import type { AdmissionObject } from '../../../infra/cluster/admission/admission-object.ts';
import { estate } from '../../support/records.ts';

const [cluster] = estate.clusters.values();
if (cluster === undefined) throw new Error('the example has a cluster');

async function foundWith(readAdmission: ReadAdmission, version = '1.33'): Promise<readonly string[]> {
  const state = async () => ({ status: 'ACTIVE', authenticationMode: 'API', version });
  const findings = await checkAdmission({
    cluster: cluster as NonNullable<typeof cluster>,
    state,
    readAdmission,
  });
  return findings.map(({ outcome, says }) => `${outcome}: ${says}`);
}

/** As an API server keeps it, with what it fills in by itself. */
function kept(object: AdmissionObject): { readonly spec: object } {
  if (object.kind === 'ValidatingAdmissionPolicyBinding') return { spec: { ...object.spec } };
  const { matchConstraints, ...spec } = object.spec;
  const resourceRules = matchConstraints.resourceRules.map((rule) => ({ ...rule, scope: '*' }));
  return {
    spec: { ...spec, matchConstraints: { matchPolicy: 'Equivalent', namespaceSelector: {}, resourceRules } },
  };
}

const isBinding = ({ kind }: AdmissionObject) => kind === 'ValidatingAdmissionPolicyBinding';

it('the admission policies are well where the shipped ones stand, whatever the API server adds', async () => {
  expect(await foundWith(async (object) => kept(object))).toEqual([
    'well: The admission policies are those that are shipped, and in force.',
  ]);
});

it('a policy that is missing is a problem each, and the manifest mends it', async () => {
  const found = await foundWith(async (object) => (isBinding(object) ? kept(object) : undefined));
  expect(found).toHaveLength(3);
  expect(found[0]).toMatch(
    /^problem: There is no ValidatingAdmissionPolicy k8s-access\S*\. Apply `k8s-access cluster manifest/,
  );
});

it('one that only warns, or lost a rule, is not the one that is shipped', async () => {
  const lax = async (object: AdmissionObject) =>
    isBinding(object) ? { spec: { ...kept(object).spec, validationActions: ['Warn'] } } : kept(object);
  expect((await foundWith(lax)).every((said) => said.includes('is not the one that is shipped'))).toBe(true);
  const emptied = async (object: AdmissionObject) =>
    isBinding(object) ? kept(object) : { spec: { ...kept(object).spec, validations: [] } };
  expect(await foundWith(emptied)).toHaveLength(3);
});

it('where Kubernetes knows no such policies nothing is read, and it is said what that leaves open', async () => {
  const unread = async () => Promise.reject(new Error('must not be read'));
  for (const version of ['1.20', '1.29']) {
    expect(await foundWith(unread, version)).toEqual([
      expect.stringMatching(new RegExp(`^unknown: Kubernetes ${version} has no admission policies`)),
    ]);
  }
  expect(await foundWith(async (object) => kept(object), '1.30')).toEqual([expect.stringMatching(/^well/)]);
});
