import { randomBytes } from 'node:crypto';
import type { Collection, Store } from '../../store.ts';
import { type Credential, roleSessionCaller } from './caller.ts';
import type { IdentityTable, KnownRole } from './identities.ts';

/** Temporary credentials that AssumeRole handed out. */
export interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly roleArn: string;
  readonly roleId: string;
  readonly sessionName: string;
  /** Milliseconds since the epoch, wall clock: the SDKs compare it with the wall clock to renew in time. */
  readonly expiresAt: number;
}

/** Finds an access key; all that a verifier needs. */
export interface CredentialLookup {
  find(accessKeyId: string): Credential | undefined;
}

export interface Credentials extends CredentialLookup {
  /** Makes and keeps temporary credentials for a session of `role`. Times are milliseconds, wall clock. */
  startSession(role: KnownRole, sessionName: string, expiresAt: number, now: number): Session;
}

// An expired session is kept for a day, so that its use is answered with ExpiredToken and not as a stranger's.
const EXPIRED_SESSION_KEPT_MS = 24 * 60 * 60 * 1000;

/** The access keys given at start, and those of the sessions that AssumeRole made, which outlive a restart. */
export function openCredentials(identities: IdentityTable, store: Store): Credentials {
  const sessions = store.collection<Session>('aws.sessions');
  return {
    find: (accessKeyId) => {
      const lasting = identities.credential(accessKeyId);
      if (lasting !== undefined) return lasting;
      const session = sessions.get(accessKeyId);
      return session === undefined ? undefined : fromSession(identities, session);
    },
    startSession: (role, sessionName, expiresAt, now) => {
      forgetLongExpired(sessions, now);
      const session = newSession(role, sessionName, expiresAt);
      sessions.put(session.accessKeyId, session);
      return session;
    },
  };
}

function fromSession(identities: IdentityTable, session: Session): Credential | undefined {
  const role = identities.role(session.roleArn);
  // The sessions of a deleted role end with it, also when a new role bears its name.
  if (role?.roleId !== session.roleId) return undefined;
  return { ...session, caller: roleSessionCaller(role, session) };
}

function newSession(role: KnownRole, sessionName: string, expiresAt: number): Session {
  return {
    accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(96).toString('base64'),
    roleArn: role.arn,
    roleId: role.roleId,
    sessionName,
    expiresAt,
  };
}

function forgetLongExpired(sessions: Collection<Session>, now: number): void {
  for (const { key, value } of sessions.all()) {
    if (value.expiresAt + EXPIRED_SESSION_KEPT_MS < now) sessions.delete(key);
  }
}
