import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';

/** Whom the client certificate of a connection names. */
export type CertificateIdentity =
  | { readonly kind: 'none' }
  | { readonly kind: 'untrusted' }
  | { readonly kind: 'user'; readonly username: string; readonly groups: readonly string[] };

/**
 * Reads the client certificate as Kubernetes does: the common name is the user, the organizations are the groups.
 * The server must have been made with `requestCert` and the authority that it trusts.
 */
export function certificateIdentity({ socket }: IncomingMessage): CertificateIdentity {
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
  if (!(socket instanceof TLSSocket) || certificate === undefined) return { kind: 'none' };
  if (!socket.authorized) return { kind: 'untrusted' };
  // One attribute a line, "CN=admin"; a line break inside a value is escaped.
  const attributes = certificate.subject.split('\n');
  const valuesOf = (prefix: string) =>
    attributes.filter((line) => line.startsWith(prefix)).map((line) => line.slice(prefix.length));
  const [username] = valuesOf('CN=');
  if (username === undefined) return { kind: 'untrusted' };
  return { kind: 'user', username, groups: valuesOf('O=') };
}

/** Options of a server that asks for a client certificate; a bad one is answered with 401, not a broken connection. */
export const askForCertificate = { requestCert: true, rejectUnauthorized: false } as const;
