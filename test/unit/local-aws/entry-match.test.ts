import { describe, expect, it } from 'vitest';
import { createTokenReviewer } from '../../../local/aws/authenticator/review.ts';
import type { AccessEntry } from '../../../local/aws/eks/access-entry.ts';
import { indexIdentities } from '../../../local/aws/identity/identities.ts';
import { presignToken } from '../../../shared/adapters/sts/presign-token.ts';
import {
  ACCOUNT,
  alice,
  ENGINEER_ROLE,
  ENGINEER_ROLE_ID,
  REGION,
  someIdentities,
} from '../../support/aws.ts';

const entry: AccessEntry = {
  clusterName: 'prod-eu',
  principalArn: ENGINEER_ROLE,
  principalId: ENGINEER_ROLE_ID,
  accessEntryArn: `arn:aws:eks:${REGION}:${ACCOUNT}:access-entry/prod-eu/role/${ACCOUNT}/x/y`,
  type: 'STANDARD',
  username: 'k8s-access:{{SessionNameRaw}}',
  kubernetesGroups: [],
  tags: {},
  createdAt: 0,
  modifiedAt: 0,
  creation: { clientRequestToken: null, parameters: '' },
  policies: [],
};

async function authenticates(change: Partial<AccessEntry>): Promise<boolean> {
  const now = Date.UTC(2026, 10, 21, 10);
  const table = indexIdentities(someIdentities());
  const review = createTokenReviewer({
    clock: { now: () => now, offset: () => 0, offsetAt: () => 0 },
    credentials: { find: table.credential },
    entriesOf: () => [{ ...entry, ...change }],
    loopbackHosts: [],
  });
  const token = await presignToken({
    cluster: 'prod-eu',
    region: REGION,
    credentials: alice,
    signedAt: new Date(now),
  });
  return (await review(token, 'prod-eu')).authenticated;
}

describe('an access entry is for the caller', () => {
  it('when both the id and the ARN are theirs', async () => {
    expect(await authenticates({})).toBe(true);
  });
  it('and not when the id is another, or was unknown when the entry was made', async () => {
    expect(await authenticates({ principalId: 'AROAOTHER' })).toBe(false);
    expect(await authenticates({ principalId: null })).toBe(false);
  });
  it('and not when the ARN is another, though the id is theirs', async () => {
    expect(await authenticates({ principalArn: `arn:aws:iam::${ACCOUNT}:role/other` })).toBe(false);
  });
});
