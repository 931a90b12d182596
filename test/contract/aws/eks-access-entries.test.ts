import {
  CreateAccessEntryCommand,
  DeleteAccessEntryCommand,
  DescribeAccessEntryCommand,
  DescribeClusterCommand,
  ListAccessEntriesCommand,
  ListClustersCommand,
  ListTagsForResourceCommand,
  paginateListAccessEntries,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAccessEntryCommand,
} from '@aws-sdk/client-eks';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  ACCOUNT,
  CI_USER,
  ENGINEER_ROLE,
  ENGINEER_ROLE_NAME,
  eksClient,
  type LocalAws,
  startAws,
} from '../../support/aws.ts';
import { callSigned } from '../../support/aws-signed-call.ts';

let aws: LocalAws;
let eks: ReturnType<typeof eksClient>;
beforeAll(async () => {
  aws = await startAws();
  eks = eksClient(aws);
});
afterAll(() => aws.stop());
afterEach(async () => {
  const { accessEntries = [] } = await eks.send(new ListAccessEntriesCommand({ clusterName: 'prod-eu' }));
  for (const principalArn of accessEntries) {
    await eks.send(new DeleteAccessEntryCommand({ clusterName: 'prod-eu', principalArn }));
  }
});

const engineerEntry = {
  clusterName: 'prod-eu',
  principalArn: ENGINEER_ROLE,
  username: 'k8s-access:{{SessionNameRaw}}',
  tags: { 'k8s-access/lease': '1' },
};
const create = (input: Partial<ConstructorParameters<typeof CreateAccessEntryCommand>[0]> = {}) =>
  eks.send(new CreateAccessEntryCommand({ ...engineerEntry, ...input }));
const describeEntry = (principalArn: string) =>
  eks.send(new DescribeAccessEntryCommand({ clusterName: 'prod-eu', principalArn }));
const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;

describe('clusters', () => {
  it('are listed, CREATING without an endpoint until their API server is up', async () => {
    expect((await eks.send(new ListClustersCommand({}))).clusters).toEqual(['prod-eu', 'staging-eu']);
    const { cluster } = await eks.send(new DescribeClusterCommand({ name: 'staging-eu' }));
    expect(cluster).toMatchObject({ status: 'CREATING', accessConfig: { authenticationMode: 'API' } });
    expect(cluster?.endpoint).toBeUndefined();
  });
  it('are ACTIVE with endpoint and CA once it is', async () => {
    aws.endpoint.activateCluster('prod-eu', {
      endpoint: 'https://127.0.0.1:6443',
      certificateAuthority: 'PEM',
    });
    const { cluster } = await eks.send(new DescribeClusterCommand({ name: 'prod-eu' }));
    expect(cluster).toMatchObject({
      name: 'prod-eu',
      status: 'ACTIVE',
      endpoint: 'https://127.0.0.1:6443',
      certificateAuthority: { data: 'UEVN' },
      arn: `arn:aws:eks:eu-central-1:${ACCOUNT}:cluster/prod-eu`,
      version: '1.32',
    });
    expect(cluster?.createdAt).toBeInstanceOf(Date);
  });
  it('that do not exist are ResourceNotFoundException, 404', async () => {
    await expect(eks.send(new DescribeClusterCommand({ name: 'moon' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(create({ clusterName: 'moon' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});

describe('an access entry', () => {
  it('is described as it was created, with an ARN that ends in a UUID and times as dates', async () => {
    const { accessEntry } = await create();
    expect(accessEntry).toMatchObject({
      clusterName: 'prod-eu',
      principalArn: ENGINEER_ROLE,
      username: 'k8s-access:{{SessionNameRaw}}',
      kubernetesGroups: [],
      type: 'STANDARD',
      tags: { 'k8s-access/lease': '1' },
    });
    expect(accessEntry?.accessEntryArn).toMatch(
      new RegExp(`:access-entry/prod-eu/role/${ACCOUNT}/${ENGINEER_ROLE_NAME}/[0-9a-f-]{36}$`),
    );
    expect(Math.abs((accessEntry?.createdAt?.getTime() ?? 0) - aws.clock.now())).toBeLessThan(10_000);
    expect((await describeEntry(ENGINEER_ROLE)).accessEntry).toEqual(accessEntry);
  });
  it('of a role has the username that EKS makes, without the path', async () => {
    const { accessEntry } = await create({ username: undefined });
    expect(accessEntry?.username).toBe(
      `arn:aws:sts::${ACCOUNT}:assumed-role/${ENGINEER_ROLE_NAME}/{{SessionName}}`,
    );
  });
  it('of a user has its ARN as username', async () => {
    const { accessEntry } = await create({ principalArn: CI_USER, username: undefined });
    expect(accessEntry?.username).toBe(CI_USER);
  });
  it('of a node type has the username and groups of a node', async () => {
    const { accessEntry } = await create({ type: 'EC2_LINUX', username: undefined });
    expect(accessEntry).toMatchObject({
      username: 'system:node:{{EC2PrivateDNSName}}',
      kubernetesGroups: ['system:nodes'],
    });
  });
  it('is unique for its principal: a second one is ResourceInUseException, 409', async () => {
    await create();
    await expect(create()).rejects.toMatchObject({
      name: 'ResourceInUseException',
      $metadata: { httpStatusCode: 409 },
    });
  });
  it('is returned again to a repetition of the call that made it, and not to another call', async () => {
    const first = await create({ clientRequestToken: 'one' });
    const second = await create({ clientRequestToken: 'one' });
    expect(second.accessEntry).toEqual(first.accessEntry);
    await expect(create({ clientRequestToken: 'one', tags: {} })).rejects.toMatchObject({
      name: 'ResourceInUseException',
    });
  });
  it('is not returned to a second call when neither carries a token', async () => {
    const path = '/clusters/prod-eu/access-entries';
    const body = JSON.stringify({ principalArn: ENGINEER_ROLE });
    const post = async () => (await callSigned(aws.endpoint.url, { method: 'POST', path, body })).status;
    expect([await post(), await post()]).toEqual([200, 409]);
  });
  it('is gone after DeleteAccessEntry, and deleting it again is ResourceNotFoundException', async () => {
    await create();
    const del = new DeleteAccessEntryCommand({ clusterName: 'prod-eu', principalArn: ENGINEER_ROLE });
    await eks.send(del);
    await expect(describeEntry(ENGINEER_ROLE)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(eks.send(del)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
  it('takes another username and other groups by UpdateAccessEntry', async () => {
    await create();
    const update = { clusterName: 'prod-eu', principalArn: ENGINEER_ROLE, kubernetesGroups: ['readers'] };
    const { accessEntry } = await eks.send(new UpdateAccessEntryCommand(update));
    expect(accessEntry).toMatchObject({ username: engineerEntry.username, kubernetesGroups: ['readers'] });
    await expect(
      eks.send(new UpdateAccessEntryCommand({ ...update, username: 'system:admin' })),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
  it('can be tagged and untagged by its ARN', async () => {
    const { accessEntry } = await create();
    const resourceArn = accessEntry?.accessEntryArn ?? '';
    await eks.send(new TagResourceCommand({ resourceArn, tags: { team: 'payments', b: '2', c: '3' } }));
    await eks.send(new UntagResourceCommand({ resourceArn, tagKeys: ['b', 'c'] }));
    const { tags } = await eks.send(new ListTagsForResourceCommand({ resourceArn }));
    expect(tags).toEqual({ 'k8s-access/lease': '1', team: 'payments' });
    await expect(
      eks.send(new ListTagsForResourceCommand({ resourceArn: `${resourceArn}0` })),
    ).rejects.toMatchObject({ name: 'NotFoundException', $metadata: { httpStatusCode: 404 } });
  });
});

describe('CreateAccessEntry refuses with InvalidParameterException', () => {
  const refused: Record<string, Parameters<typeof create>[0]> = {
    'a username that starts with system:': { username: 'system:masters' },
    'a username that starts with eks:': { username: 'eks:x' },
    'a username that starts with aws:': { username: 'aws:x' },
    'a username that starts with amazon:': { username: 'amazon:x' },
    'a username that starts with iam:': { username: 'iam:x' },
    'a session placeholder without a colon before it': { username: 'x-{{SessionName}}:' },
    'a raw session placeholder without a colon before it': { username: '{{SessionNameRaw}}' },
    'a group that starts with system:': { kubernetesGroups: ['system:masters'] },
    'the ARN of an STS session': { principalArn: `arn:aws:sts::${ACCOUNT}:assumed-role/x/y` },
    'a thing that is no ARN': { principalArn: 'alice' },
    'a service-linked role': {
      principalArn: role('aws-service-role/emr.amazonaws.com/AWSServiceRoleForEMR'),
    },
    'an unknown type': { type: 'SUPER' },
    'a username for a node type': { type: 'EC2_LINUX' },
    'a user for a node type': { type: 'EC2_LINUX', username: undefined, principalArn: CI_USER },
    'a tag that starts with aws:': { tags: { 'aws:x': '1' } },
  };
  it.each(Object.entries(refused))('%s', async (_what, input) => {
    await expect(create(input)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      $metadata: { httpStatusCode: 400 },
    });
    expect(aws.endpoint.accessEntries('prod-eu')).toEqual([]);
  });
});

describe('ListAccessEntries', () => {
  it('returns bare ARNs, page by page, of that cluster alone', async () => {
    const arns = ['a', 'b', 'c', 'd', 'e'].map(role);
    for (const principalArn of arns) await create({ principalArn });
    const pages = [];
    for await (const page of paginateListAccessEntries(
      { client: eks, pageSize: 2 },
      { clusterName: 'prod-eu' },
    )) {
      pages.push(page.accessEntries);
    }
    expect(pages).toEqual([arns.slice(0, 2), arns.slice(2, 4), arns.slice(4)]);
    const other = await eks.send(new ListAccessEntriesCommand({ clusterName: 'staging-eu' }));
    expect(other.accessEntries).toEqual([]);
  });
  it.each([{ maxResults: 0 }, { maxResults: 101 }, { nextToken: 'x' }])('refuses %o', async (input) => {
    await expect(
      eks.send(new ListAccessEntriesCommand({ clusterName: 'prod-eu', ...input })),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});
