import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
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
  const certified = certificateUser(request);
  if (certified !== undefined) return authenticated(certified);
  const token = bearerToken(request.headers.authorization);
  if (token === undefined) return anonymous;
  return authenticated(await tokenUser(token, authenticators));
}

function certificateUser(request: IncomingMessage): User | undefined {
  const { socket } = request;
  if (!(socket instanceof TLSSocket)) return undefined;
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return undefined;
  if (!socket.authorized) throw unauthorized();
  // One attribute a line, "CN=admin"; a line break inside a value is escaped.
  const attributes = certificate.subject.split('\n');
  const valuesOf = (prefix: string) =>
    attributes.filter((line) => line.startsWith(prefix)).map((line) => line.slice(prefix.length));
  const [username] = valuesOf('CN=');
  if (username === undefined) throw unauthorized();
  return { username, uid: '', groups: valuesOf('O='), extra: {} };
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
