import {
  DisassociateAccessPolicyCommand,
  EKSClient,
  ListAssociatedAccessPoliciesCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-eks';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { functionSession } from '../../local/example/iam.ts';
import { example } from '../support/access-file.ts';
import { cardOf, ourBindings, statusOf, type TestPlatform } from '../support/platform.ts';
import { startPlatformWith } from '../support/platform-with-policy.ts';
import { askAndBeRouted, click, openWindowFor } from '../support/stories-on-platform.ts';

const policyArn = 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy';
const principalArn = 'arn:aws:iam::111122223333:role/people/alice';

/** The example estate, in which everybody has a role of their own, and payments leads approve an access policy. */
const policy = `${example
  .replace(
    / {2}- strategy: shared-role\n.*\n.*\n/,
    '  - { strategy: template, emailDomain: example.com, arn: "arn:aws:iam::111122223333:role/people/{name}" }\n',
  )
  .replace(
    'roles:\n',
    `roles:\n  aws-view:\n    accessPolicy: ${policyArn}\n    description: what AWS lets viewers do\n`,
  )}
  - name: prod-aws-view
    when: { environments: [prod], roles: [aws-view] }
    maxDuration: 2h
    approval: { lapseAfter: 8h, stages: [{ usergroups: [payments-leads], quorum: 1 }] }
`;

// A call that was not answered is waited for; and tests share the machine.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

let platform: TestPlatform;
let eks: EKSClient;
beforeAll(async () => {
  platform = await startPlatformWith(policy);
  const { endpoints } = (await (await fetch(`${platform.url}/local/state`)).json()) as {
    endpoints: { aws: string };
  };
  const credentials = functionSession('platform');
  eks = new EKSClient({ endpoint: endpoints.aws, region: 'eu-central-1', credentials });
});
afterAll(() => platform.stop());

/** The namespaces of the association; nothing, where the entry or the association is gone. */
async function associated(): Promise<readonly string[] | undefined> {
  try {
    const answer = await eks.send(
      new ListAssociatedAccessPoliciesCommand({ clusterName: 'prod-eu', principalArn }),
    );
    return answer.associatedAccessPolicies?.find((one) => one.policyArn === policyArn)?.accessScope
      ?.namespaces;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

it('two windows of an access policy hold their namespaces together, and each gives back its own', async () => {
  const one = await openWindowFor(platform, 'alice', 'prod-eu payments aws-view 1h look');
  expect(await associated()).toEqual(['payments']);
  const state = await platform.state();
  expect(ourBindings(state, 'prod-eu')).toEqual([]);
  expect(cardOf(state, one).text).toContain('EKS access policy `AmazonEKSViewPolicy`');
  const other = await openWindowFor(platform, 'alice', 'prod-eu checkout aws-view 2h look on');
  expect(await associated()).toEqual(['checkout', 'payments']);
  await platform.advance(3600);
  expect(statusOf(await platform.state(), one)).toBe('ended');
  expect(await associated()).toEqual(['checkout']);
  await platform.advance(3600);
  expect(statusOf(await platform.state(), other)).toBe('ended');
  expect(await associated()).toBeUndefined();
});

it.each([
  { target: 'eks.AssociateAccessPolicy', error: 'timeout', when: 'after' },
  { target: 'eks.AssociateAccessPolicy', error: 'ServerException', when: 'before' },
  { target: 'eks.ListAssociatedAccessPolicies', error: 'ThrottlingException', when: 'before' },
])('opens although $target fails with $error $when its effect, and closes clean', async (fault) => {
  const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments aws-view 1h under faults');
  await platform.fault(fault);
  await click(platform, 'bob', 'approve', id);
  for (let turn = 0; turn < 10 && statusOf(await platform.state(), id) !== 'active'; turn += 1) {
    await platform.advance(30);
  }
  expect(await associated()).toEqual(['payments']);
  await platform.fault({ target: 'eks.DisassociateAccessPolicy', error: 'timeout', when: 'after' });
  await platform.advance(2 * 3600);
  expect(statusOf(await platform.state(), id)).toBe('ended');
  expect(await associated()).toBeUndefined();
});

it('an association that somebody took away ends the window with the next sweep, which says so', async () => {
  const id = await openWindowFor(platform, 'alice', 'prod-eu payments aws-view 1h look');
  await platform.advance(120);
  await eks.send(new DisassociateAccessPolicyCommand({ clusterName: 'prod-eu', principalArn, policyArn }));
  await platform.advance(300);
  const state = await platform.state();
  expect(statusOf(state, id)).toBe('ended');
  expect(cardOf(state, id).text).toContain('somebody removed the access policy AmazonEKSViewPolicy');
  expect(await associated()).toBeUndefined();
});
