import type { IncomingMessage } from 'node:http';
import { certificateIdentity } from '../../client-certificate.ts';
import type { TokenReviewer } from '../../cluster.ts';
import { unauthorized } from '../status.ts';
import type { ServiceAccountTokens } from './service-account-tokens.ts';
import { anonymous, authenticated, type User } from './user.ts';

export interface Authenticators {
  readonly cluster: string;
  readonly tokens: ServiceAccountTokens;
  readonly reviewToken: TokenReviewer;
}

/**
 * Who sent the request: by client certificate, else by bearer token, else nobody in particular.
 * Throws Unauthorized for a certificate of another authority and for a token that proves nothing.
 */
export async function authenticate(request: IncomingMessage, authenticators: Authenticators): Promise<User> {
  const certified = certificateIdentity(request);
  if (certified.kind === 'untrusted') throw unauthorized();
  if (certified.kind === 'user') {
    const { username, groups } = certified;
    return authenticated({ username, uid: '', groups, extra: {} });
  }
  const token = bearerToken(request.headers.authorization);
  if (token === undefined) return anonymous;
  return authenticated(await tokenUser(token, authenticators));
}

function bearerToken(header: string | undefined): string | undefined {
  const match = /^Bearer\s+(\S+)\s*$/i.exec(header ?? '');
  return match?.[1];
}

async function tokenUser(token: string, { cluster, tokens, reviewToken }: Authenticators): Promise<User> {
  const account = tokens.review(token);
  if (account === 'refused') throw unauthorized();
  if (account !== 'foreign') return account;
  const verdict = await reviewToken(token, cluster);
  if (!verdict.authenticated) throw unauthorized();
  return verdict.user;
}
