import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { Store } from '../../../store.ts';
import { timestamp } from '../object.ts';
import type { ObjectStore } from '../object-store.ts';
import { serviceAccounts } from '../resources.ts';
import { type ServiceAccountName, serviceAccountGroups, serviceAccountUsername, type User } from './user.ts';

export interface MintedToken {
  readonly token: string;
  readonly expirationTimestamp: string;
}

export interface ServiceAccountTokens {
  /** A bearer token for a service account that exists; `seconds` counts from now, in platform time. */
  mint(account: ServiceAccountName & { readonly uid: string }, seconds: number): MintedToken;
  /** `foreign` when this cluster did not sign it; `refused` when it did, but the token or its account is gone. */
  review(token: string): User | 'foreign' | 'refused';
}

const claimsSchema = z.object({
  exp: z.number(),
  'kubernetes.io': z.object({
    namespace: z.string(),
    serviceaccount: z.object({ name: z.string(), uid: z.string() }),
  }),
});

/** Tokens of the TokenRequest API: JWTs under a key of this cluster's own, kept in the store. */
export function openServiceAccountTokens(
  store: Store,
  cluster: string,
  objects: ObjectStore,
  now: () => number,
): ServiceAccountTokens {
  const key = signingKey(store, cluster);
  const sign = (content: string) => createHmac('sha256', key).update(content).digest();
  return {
    mint: (account, seconds) => {
      const issuedAt = Math.floor(now() / 1000);
      const expiry = issuedAt + seconds;
      const claims = claimsOf(account, issuedAt, expiry);
      const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
      return {
        token: `${content}.${sign(content).toString('base64url')}`,
        expirationTimestamp: timestamp(expiry * 1000),
      };
    },
    review: (token) => {
      const [header = '', payload = '', signature = ''] = token.split('.');
      const expected = sign(`${header}.${payload}`);
      const given = Buffer.from(signature, 'base64url');
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'foreign';
      const claims = claimsSchema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
      return userOf(claims, objects, now());
    },
  };
}

function signingKey(store: Store, cluster: string): Buffer {
  const keys = store.collection<string>(`kubernetes/${cluster}/keys`);
  const kept = keys.get('service-account-tokens') ?? randomBytes(32).toString('base64');
  keys.put('service-account-tokens', kept);
  return Buffer.from(kept, 'base64');
}

function claimsOf(account: ServiceAccountName & { readonly uid: string }, iat: number, exp: number) {
  const { namespace, name, uid } = account;
  return {
    iss: 'https://kubernetes.default.svc',
    sub: serviceAccountUsername(account),
    iat,
    exp,
    'kubernetes.io': { namespace, serviceaccount: { name, uid } },
  };
}

function userOf(claims: z.infer<typeof claimsSchema>, objects: ObjectStore, now: number): User | 'refused' {
  const { namespace, serviceaccount } = claims['kubernetes.io'];
  const account = objects.get(serviceAccounts, namespace, serviceaccount.name);
  if (claims.exp * 1000 <= now || account?.metadata.uid !== serviceaccount.uid) return 'refused';
  return {
    username: serviceAccountUsername({ namespace, name: serviceaccount.name }),
    uid: serviceaccount.uid,
    groups: serviceAccountGroups(namespace),
    extra: {},
  };
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
