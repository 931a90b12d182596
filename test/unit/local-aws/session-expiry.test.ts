import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTokenReviewer } from '../../../local/aws/authenticator/review.ts';
import { type Credentials, openCredentials } from '../../../local/aws/identity/credentials.ts';
import { indexIdentities } from '../../../local/aws/identity/identities.ts';
import { openStore, type Store } from '../../../local/store.ts';
import { presignToken } from '../../../shared/adapters/sts/presign-token.ts';
import { GRANTER_ROLE, REGION, someIdentities, temporaryDirectory } from '../../support/aws.ts';

const START = Date.UTC(2026, 10, 21, 10);
const HOUR = 3_600_000;
let directory: string;
let store: Store;
let credentials: Credentials;
const identities = indexIdentities(someIdentities());
beforeEach(() => {
  directory = temporaryDirectory();
  store = openStore(directory);
  credentials = openCredentials(identities, store);
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

function granterSession(expiresAt: number, now = START) {
  const role = identities.role(GRANTER_ROLE);
  if (role === undefined) throw new Error('The example has no granter.');
  return credentials.startSession(role, 'request-7', expiresAt, now);
}

describe('temporary credentials', () => {
  it('sign no token after they have expired', async () => {
    const session = granterSession(START + HOUR);
    const reviewAt = async (now: number) => {
      const clock = { now: () => now, offset: () => 0, offsetAt: () => 0 };
      const review = createTokenReviewer({ clock, credentials, entriesOf: () => [], loopbackHosts: [] });
      const token = await presignToken({
        cluster: 'prod-eu',
        region: REGION,
        credentials: session,
        signedAt: new Date(now),
      });
      return review(token, 'prod-eu');
    };
    expect(await reviewAt(START + HOUR - 1000)).toMatchObject({
      reason: expect.stringContaining('no access entry'),
    });
    expect(await reviewAt(START + HOUR)).toMatchObject({ reason: expect.stringContaining('have expired') });
  });
  it('are forgotten a day after they have expired, when others are made', () => {
    const old = granterSession(START + HOUR);
    granterSession(START + 30 * HOUR, START + 25 * HOUR);
    expect(credentials.find(old.accessKeyId)).toBeDefined();
    granterSession(START + 30 * HOUR, START + 25 * HOUR + 1);
    expect(credentials.find(old.accessKeyId)).toBeUndefined();
  });
  it('end with their role, also when another role takes its name', () => {
    const session = granterSession(START + HOUR);
    const recreated = someIdentities().roles.map((role) => ({ ...role, roleId: `${role.roleId}X` }));
    const later = openCredentials(indexIdentities({ ...someIdentities(), roles: recreated }), store);
    expect(later.find(session.accessKeyId)).toBeUndefined();
  });
});
