import {
  CreateAccessEntryCommand,
  DeleteAccessEntryCommand,
  UpdateAccessEntryCommand,
} from '@aws-sdk/client-eks';
import { afterEach, describe, expect, it } from 'vitest';
import { checkCluster } from '../../../cli/doctor/cluster/check-cluster.ts';
import { openClusterUnderCheck } from '../../../cli/doctor/cluster/cluster-under-check.ts';
import { curatedRoles } from '../../../infra/cluster/curated-roles.ts';
import { parseAccessConfig } from '../../../shared/config/load-access-config.ts';
import { example } from '../../support/access-file.ts';
import type { TestEstate } from '../../support/cluster-adapters.ts';
import { rbacPath, roleBindingsPath } from './support/kubernetes-paths.ts';

// The manifest of these clusters gives every role of the estate, so every role is covered by a rule here.
const everyRole =
  '  - { name: all, when: { roles: [cluster-view] }, maxDuration: 1h, approval: automatic }\n';
const { estate: described } = parseAccessConfig(
  example.replace('rules:\n', `rules:\n${everyRole}`),
  'access.yaml',
);

/** What the doctor finds in a cluster that something was done to. */
export function doctorFacts(estate: () => TestEstate, otherCaPem: () => string): void {
  const examine = async (change: object = {}) => {
    const cluster = described.clusters.get(estate().target.cluster);
    if (cluster === undefined) throw new Error('the estate has no such cluster');
    return checkCluster(openClusterUnderCheck({ ...cluster, ...change }), described);
  };
  const problems = async (change?: object) =>
    (await examine(change)).filter(({ outcome }) => outcome === 'problem').map(({ says }) => says);

  describe('the doctor', () => {
    afterEach(() => {
      estate().faults.clear();
      estate().announce(estate().cluster.caPem);
    });

    it('finds nothing wrong with a cluster that is as its manifest makes it', async () => {
      const found = await examine();
      // None of these API servers is of a Kubernetes that knows admission policies.
      expect(found.filter(({ outcome }) => outcome !== 'well').map(({ says }) => says)).toEqual([
        expect.stringMatching(/^Kubernetes 1\.20 has no admission policies/),
      ]);
      expect(found.map(({ says }) => says)).toContain(
        'k8s-access-granter may do what it must, and nothing beside it.',
      );
    });

    it('sees that a broker cannot work in a managed namespace', async () => {
      const path = `${roleBindingsPath('checkout')}/k8s-access:granters`;
      const { body } = await estate().admin.call('GET', path);
      await estate().admin.call('DELETE', path);
      await expect
        .poll(() => problems(), { timeout: 10_000 })
        .toEqual([
          expect.stringMatching(
            /^k8s-access-granter may not create rbac.authorization.k8s.io\/rolebindings in checkout, .* Apply `k8s-access cluster manifest prod-eu` again\.$/,
          ),
        ]);
      const { metadata: __, ...binding } = body as { metadata: object };
      await estate().admin.create(roleBindingsPath('checkout'), {
        ...binding,
        metadata: { name: 'k8s-access:granters' },
      });
    });

    it('sees that a broker may more than it must', async () => {
      await estate().admin.create(`${rbacPath}/clusterrolebindings`, {
        metadata: { name: 'too-much' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
        subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'k8s-access:revokers' }],
      });
      await expect
        .poll(() => problems(), { timeout: 10_000 })
        .toEqual([
          expect.stringMatching(
            /^k8s-access-revoker may get pods in payments, .* which it must not\. Remove the binding/,
          ),
        ]);
      await estate().admin.call('DELETE', `${rbacPath}/clusterrolebindings/too-much`);
    });

    it('sees that a role is another than the shipped one, or gone', async () => {
      const path = `${rbacPath}/clusterroles/k8s-access:debug`;
      const shipped = curatedRoles.find(({ metadata }) => metadata.name === 'k8s-access:debug');
      await estate().admin.call('PATCH', path, { rules: [] });
      expect(await problems()).toEqual([
        'The ClusterRole k8s-access:debug is not the one that is shipped. Apply `k8s-access cluster manifest prod-eu` again.',
      ]);
      await estate().admin.call('DELETE', path);
      expect(await problems()).toEqual([
        'There is no ClusterRole k8s-access:debug. Apply `k8s-access cluster manifest prod-eu` again.',
      ]);
      await estate().admin.create(`${rbacPath}/clusterroles`, shipped);
    });

    it('sees that a broker has no access entry, or one that somebody changed', async () => {
      const { revoker } = estate().target.brokers;
      const entry = { clusterName: 'prod-eu', principalArn: revoker };
      const made = { username: 'k8s-access-revoker', kubernetesGroups: ['k8s-access:revokers'] };
      await estate().eks.send(new UpdateAccessEntryCommand({ ...entry, kubernetesGroups: ['admins'] }));
      expect(await problems()).toEqual([
        expect.stringMatching(
          /^The access entry of .*k8s-access-revoker says k8s-access-revoker, admins in place of k8s-access-revoker, k8s-access:revokers\. Delete it\./,
        ),
      ]);
      await estate().eks.send(new DeleteAccessEntryCommand(entry));
      expect(await problems()).toEqual([
        expect.stringMatching(/k8s-access-revoker has no access entry\. Deploy/),
      ]);
      await estate().eks.send(new CreateAccessEntryCommand({ ...entry, ...made }));
    });

    it('stops where the cluster cannot be reached, and says why once', async () => {
      estate().announce(otherCaPem());
      expect(await problems()).toEqual([
        expect.stringMatching(/its certificate is not from the authority that EKS names for it/),
      ]);
      estate().announce(estate().cluster.caPem);
      estate().faults.arm({ target: 'kubernetes', error: 'timeout' });
      expect(await problems()).toEqual([expect.stringMatching(/Check that the function can reach https:/)]);
    });

    it('stops where the witness does not trust it, and says where to look', async () => {
      const brokers = { ...estate().target.brokers, externalId: 'another-external-id' };
      expect(await problems({ brokers })).toEqual([
        expect.stringMatching(/^STS AssumeRole of .*k8s-access-witness failed with AccessDenied\. Check/),
      ]);
    });
  });
}
