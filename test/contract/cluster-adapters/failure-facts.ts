import {
  CreateAccessEntryCommand,
  DeleteAccessEntryCommand,
  DescribeAccessEntryCommand,
} from '@aws-sdk/client-eks';
import { afterEach, describe, expect, it } from 'vitest';
import { openClusterConnections } from '../../../shared/adapters/kubernetes/cluster-connections.ts';
import { openClusterAccess } from '../../../shared/adapters/kubernetes/open-cluster-access.ts';
import { DependencyError } from '../../../shared/usecases/errors.ts';
import { newRequestId, type TestEstate } from '../../support/cluster-adapters.ts';

/** What becomes of failures on the way to the cluster. */
export function failureFacts(estate: () => TestEstate, otherCaPem: () => string): void {
  const rulesOf = () => estate().access().witness.rulesOf(estate().target, 'k8s-access:edit', 'namespace');
  afterEach(() => {
    estate().faults.clear();
    estate().announce(estate().cluster.caPem);
  });

  it('a failing API server is a failing dependency', async () => {
    estate().faults.arm({ target: 'kubernetes.readClusterRole', error: 503 });
    await expect(rulesOf()).rejects.toThrow(DependencyError);
    await expect(rulesOf()).resolves.not.toHaveLength(0);
  });

  it('an API server that does not answer is one too, and the message names its address', async () => {
    estate().faults.arm({ target: 'kubernetes.readClusterRole', error: 'timeout' });
    await expect(rulesOf()).rejects.toThrow(/did not answer .*Check that the function can reach https:/);
  });

  it('a broker without its access entry is refused with what to give it', async () => {
    const { witness } = estate().target.brokers;
    const entry = { clusterName: 'prod-eu', principalArn: witness };
    const { accessEntry } = await estate().eks.send(new DescribeAccessEntryCommand(entry));
    await estate().eks.send(new DeleteAccessEntryCommand(entry));
    await expect(rulesOf()).rejects.toThrow(`Give ${witness} its access entry in prod-eu`);
    const { username, kubernetesGroups } = accessEntry ?? {};
    await estate().eks.send(new CreateAccessEntryCommand({ ...entry, username, kubernetesGroups }));
    await expect(rulesOf()).resolves.not.toHaveLength(0);
  });

  it('a role that asks for another external id is refused with where to look', async () => {
    const { target } = estate();
    const brokers = { ...target.brokers, externalId: 'another-external-id' };
    await expect(
      estate()
        .access()
        .witness.rulesOf({ ...target, brokers }, 'k8s-access:edit', 'namespace'),
    ).rejects.toThrow(
      /^STS AssumeRole of .*k8s-access-witness failed with AccessDenied\. .* whom it trusts and which external id it asks for\.$/,
    );
  });

  describe('a certificate of another authority', () => {
    it('is refused with what to do', async () => {
      estate().announce(otherCaPem());
      await expect(rulesOf()).rejects.toThrow(
        /its certificate is not from the authority that EKS names .*aws eks describe-cluster --name prod-eu/,
      );
      await expect(rulesOf()).rejects.toThrow(DependencyError);
    });

    it('makes a warm function ask EKS anew, because authorities are rotated', async () => {
      const { target } = estate();
      const connections = openClusterConnections(Date.now);
      const access = () => openClusterAccess(newRequestId(), connections, Date.now);
      estate().announce(otherCaPem());
      await expect(access().witness.rulesOf(target, 'k8s-access:edit', 'namespace')).rejects.toThrow(
        DependencyError,
      );
      estate().announce(estate().cluster.caPem);
      await expect(
        access().witness.rulesOf(target, 'k8s-access:edit', 'namespace'),
      ).resolves.not.toHaveLength(0);
    });
  });
}
