import {
  AssociateAccessPolicyCommand,
  CreateAccessEntryCommand,
  DeleteAccessEntryCommand,
  DisassociateAccessPolicyCommand,
  ListAccessEntriesCommand,
  ListAccessPoliciesCommand,
  ListAssociatedAccessPoliciesCommand,
} from '@aws-sdk/client-eks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ENGINEER_ROLE, eksClient, type LocalAws, startAws } from '../../support/aws.ts';

const VIEW = 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy';
const EDIT = 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy';
const entry = { clusterName: 'prod-eu', principalArn: ENGINEER_ROLE };

let aws: LocalAws;
let eks: ReturnType<typeof eksClient>;
beforeEach(async () => {
  aws = await startAws();
  eks = eksClient(aws);
  await eks.send(new CreateAccessEntryCommand(entry));
});
afterEach(() => aws.stop());

const associate = (policyArn: string, namespaces: string[]) =>
  eks.send(
    new AssociateAccessPolicyCommand({ ...entry, policyArn, accessScope: { type: 'namespace', namespaces } }),
  );
const associated = async () =>
  (await eks.send(new ListAssociatedAccessPoliciesCommand(entry))).associatedAccessPolicies;

describe('an access policy', () => {
  it('is associated with namespaces; a second association replaces them', async () => {
    await associate(VIEW, ['payments']);
    const { associatedAccessPolicy } = await associate(VIEW, ['payments', 'checkout']);
    expect(associatedAccessPolicy).toMatchObject({
      policyArn: VIEW,
      accessScope: { type: 'namespace', namespaces: ['payments', 'checkout'] },
    });
    expect(await associated()).toEqual([associatedAccessPolicy]);
  });
  it('keeps the time of its association when it is changed later', async () => {
    const first = (await associate(VIEW, ['payments'])).associatedAccessPolicy;
    aws.clock.moveTo(aws.clock.now() + 60_000);
    const second = (await associate(VIEW, ['checkout'])).associatedAccessPolicy;
    expect(second?.associatedAt).toEqual(first?.associatedAt);
    expect(Number(second?.modifiedAt)).toBeGreaterThanOrEqual(Number(first?.modifiedAt) + 60_000);
  });
  it('is associated with the whole cluster', async () => {
    await eks.send(
      new AssociateAccessPolicyCommand({ ...entry, policyArn: VIEW, accessScope: { type: 'cluster' } }),
    );
    expect(await associated()).toMatchObject([{ accessScope: { type: 'cluster', namespaces: [] } }]);
  });
  it('is what ListAccessEntries can be asked for', async () => {
    await associate(VIEW, ['payments']);
    const having = async (associatedPolicyArn: string) =>
      (await eks.send(new ListAccessEntriesCommand({ clusterName: 'prod-eu', associatedPolicyArn })))
        .accessEntries;
    expect(await having(VIEW)).toEqual([ENGINEER_ROLE]);
    expect(await having(EDIT)).toEqual([]);
  });
  it('is dissociated once; a second time is ResourceNotFoundException', async () => {
    await associate(VIEW, ['payments']);
    const dissociate = new DisassociateAccessPolicyCommand({ ...entry, policyArn: VIEW });
    await eks.send(dissociate);
    expect(await associated()).toEqual([]);
    await expect(eks.send(dissociate)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
  it('goes with its access entry', async () => {
    await associate(VIEW, ['payments']);
    await eks.send(new DeleteAccessEntryCommand(entry));
    await eks.send(new CreateAccessEntryCommand(entry));
    expect(await associated()).toEqual([]);
  });
  it('is refused without namespaces, with an unknown ARN, and for a node', async () => {
    await expect(associate(VIEW, [])).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(associate(`${VIEW}X`, ['payments'])).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await eks.send(new DeleteAccessEntryCommand(entry));
    await eks.send(new CreateAccessEntryCommand({ ...entry, type: 'EC2_LINUX' }));
    await expect(associate(VIEW, ['payments'])).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
  it('is one of those that ListAccessPolicies names', async () => {
    const { accessPolicies } = await eks.send(new ListAccessPoliciesCommand({}));
    expect(accessPolicies).toContainEqual({ name: 'AmazonEKSViewPolicy', arn: VIEW });
  });
});
