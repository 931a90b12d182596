import { CreateAccessEntryCommand } from '@aws-sdk/client-eks';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedCluster } from '../../../local/kubernetes/embedded/start.ts';
import { DependencyError } from '../../../shared/usecases/errors.ts';
import { newRequestId, startEstate, type TestEstate } from '../../support/cluster-adapters.ts';
import { alice, engineerRole } from '../../support/records.ts';

let estate: TestEstate;
const entries = () => estate.access().entries;
beforeAll(async () => {
  estate = await startEstate(startEmbeddedCluster);
});
afterAll(() => estate.stop());
afterEach(async () => {
  estate.faults.clear();
  await entries().delete(estate.target, engineerRole);
});

describe('an access entry of ours', () => {
  it('is not there, then stands without groups and with its generation, then is gone', async () => {
    const { target } = estate;
    expect(await entries().describe(target, engineerRole)).toBeUndefined();
    await entries().create(target, alice.principal, 'generation-1');
    expect(await entries().describe(target, engineerRole)).toEqual({
      principalArn: engineerRole,
      type: 'STANDARD',
      username: 'k8s-access:{{SessionNameRaw}}',
      groups: [],
      generation: 'generation-1',
    });
    await entries().delete(target, engineerRole);
    expect(await entries().describe(target, engineerRole)).toBeUndefined();
  });

  it('keeps its first generation when it is created again', async () => {
    await entries().create(estate.target, alice.principal, 'generation-1');
    await entries().create(estate.target, alice.principal, 'generation-2');
    expect(await entries().describe(estate.target, engineerRole)).toMatchObject({
      generation: 'generation-1',
    });
  });

  it('that is deleted twice is deleted', async () => {
    await entries().create(estate.target, alice.principal, 'generation-1');
    await entries().delete(estate.target, engineerRole);
    await expect(entries().delete(estate.target, engineerRole)).resolves.toBeUndefined();
  });
});

it('an access entry of someone else has no generation', async () => {
  const theirs = {
    clusterName: 'prod-eu',
    principalArn: engineerRole,
    type: 'STANDARD',
    username: 'sso:{{SessionNameRaw}}',
    kubernetesGroups: ['readers'],
    tags: { team: 'platform' },
  };
  await estate.eks.send(new CreateAccessEntryCommand(theirs));
  await entries().create(estate.target, alice.principal, 'generation-1');
  expect(await entries().describe(estate.target, engineerRole)).toEqual({
    principalArn: engineerRole,
    type: 'STANDARD',
    username: 'sso:{{SessionNameRaw}}',
    groups: ['readers'],
    generation: undefined,
  });
});

it('all entries of a cluster are listed, over as many pages as it takes', async () => {
  const { target, eks } = estate;
  const roles = Array.from({ length: 105 }, (_, at) => `arn:aws:iam::111122223333:role/many-${at}`);
  for (const principalArn of roles) {
    await eks.send(new CreateAccessEntryCommand({ clusterName: target.cluster, principalArn }));
  }
  expect(await entries().list(target)).toEqual(expect.arrayContaining(roles));
  for (const principalArn of roles) await entries().delete(target, principalArn);
});

describe('an AWS that fails', () => {
  it('is tried again by itself, except for a delete, which could land late', async () => {
    estate.faults.arm({ target: 'eks.DescribeAccessEntry', error: 'ServerException', times: 2 });
    await expect(entries().describe(estate.target, engineerRole)).resolves.toBeUndefined();
    estate.faults.arm({ target: 'eks.DeleteAccessEntry', error: 'ServerException' });
    await expect(entries().delete(estate.target, engineerRole)).rejects.toThrow(
      `EKS DeleteAccessEntry of ${engineerRole} in prod-eu failed with ServerException.`,
    );
  });

  it('that goes on throttling is a failing dependency', async () => {
    estate.faults.arm({ target: 'eks.CreateAccessEntry', error: 'ThrottlingException', times: 3 });
    const creating = entries().create(estate.target, alice.principal, 'generation-1');
    await expect(creating).rejects.toThrow(DependencyError);
    await expect(creating).rejects.toThrow('failed with ThrottlingException');
  });

  it('that refuses the broker its role says whose policies to check', async () => {
    estate.faults.arm({ target: 'sts.AssumeRole', error: 'AccessDenied' });
    const { witness } = estate.target.brokers;
    await expect(entries().describe(estate.target, engineerRole)).rejects.toThrow(
      `STS AssumeRole of ${witness} failed with AccessDenied. Check the policies of ${witness} and, where it is assumed, whom it trusts and which external id it asks for.`,
    );
  });

  it('is asked again within the same invocation', async () => {
    estate.faults.arm({ target: 'sts.AssumeRole', error: 'AccessDenied' });
    const sameInvocation = entries();
    await expect(sameInvocation.describe(estate.target, engineerRole)).rejects.toThrow(DependencyError);
    await expect(sameInvocation.describe(estate.target, engineerRole)).resolves.toBeUndefined();
  });

  it('that knows no such cluster says what to check', async () => {
    const target = { ...estate.target, cluster: 'prod-us' as typeof estate.target.cluster };
    await expect(entries().create(target, alice.principal, 'generation-1')).rejects.toThrow(
      'Check that access.yaml names the cluster and its region as EKS does.',
    );
  });
});

it("a broker's session carries the request's id", async () => {
  const requestId = newRequestId();
  const { witness } = estate.access(requestId);
  await expect(witness.rulesOf(estate.target, 'k8s-access:edit', 'namespace')).resolves.not.toHaveLength(0);
  const whoAmI = await (await estate.as('witness', requestId)).call(
    'POST',
    '/apis/authentication.k8s.io/v1/selfsubjectreviews',
    {},
  );
  expect(whoAmI.body).toMatchObject({
    status: { userInfo: { extra: { sessionName: [`k8s-access-${requestId}`] } } },
  });
});
