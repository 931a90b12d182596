import { assumedRoleArn } from './arn.ts';
import type { KnownRole, KnownUser } from './identities.ts';

/** Who made a call, as STS GetCallerIdentity and the EKS authenticator tell it. */
export interface Caller {
  /** `arn:aws:sts::…:assumed-role/<role>/<session>` for a session, else the user's ARN. */
  readonly arn: string;
  /** The IAM role or user behind it, with its path. */
  readonly principalArn: string;
  /** `AROA…` or `AIDA…` */
  readonly principalId: string;
  readonly account: string;
  /** Empty for a user. */
  readonly sessionName: string;
  readonly accessKeyId: string;
}

/** An access key as a verifier needs it. */
export interface Credential {
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
  /** Milliseconds since the epoch, wall clock; undefined for one that lasts. */
  readonly expiresAt: number | undefined;
  readonly caller: Caller;
}

/** The caller behind a session of a role. `roleId` is the role's id when the session was made. */
export function roleSessionCaller(
  role: KnownRole,
  session: { readonly roleId: string; readonly sessionName: string; readonly accessKeyId: string },
): Caller {
  return {
    arn: assumedRoleArn(role.principal, session.sessionName),
    principalArn: role.arn,
    principalId: session.roleId,
    account: role.principal.account,
    sessionName: session.sessionName,
    accessKeyId: session.accessKeyId,
  };
}

export function userCaller(user: KnownUser, accessKeyId: string): Caller {
  return {
    arn: user.arn,
    principalArn: user.arn,
    principalId: user.userId,
    account: user.principal.account,
    sessionName: '',
    accessKeyId,
  };
}
