import * as z from 'zod';
import { assumedRoleArn } from '../identity/arn.ts';
import type { Caller } from '../identity/caller.ts';
import type { Credentials } from '../identity/credentials.ts';
import type { IdentityTable, KnownRole } from '../identity/identities.ts';
import { ServiceError } from '../service-error.ts';
import type { XmlContent } from './xml.ts';

export interface StsDependencies {
  readonly identities: IdentityTable;
  readonly credentials: Credentials;
  /** Wall clock, milliseconds since the epoch: temporary credentials live by it, as the SDKs renew them by it. */
  readonly wallNow: () => number;
}

// Source: STS API reference, AssumeRole.
const parameters = z.object({
  RoleArn: z.string().min(20).max(2048),
  RoleSessionName: z.string().regex(/^[\w+=,.@-]{2,64}$/, 'must match [\\w+=,.@-]{2,64}'),
  ExternalId: z
    .string()
    .regex(/^[\w+=,.@:/-]{2,1224}$/, 'must match [\\w+=,.@:/-]{2,1224}')
    .optional(),
  DurationSeconds: z.coerce.number().int().min(900).max(43_200).default(3600),
});
const CHAINED_LIMIT_SECONDS = 3600;

/** Answers AssumeRole: checks the parameters and the role's trust, and starts a session. Throws ServiceError. */
export function assumeRole(
  { identities, credentials, wallNow }: StsDependencies,
  caller: Caller,
  form: Readonly<Record<string, string>>,
): XmlContent {
  const parsed = parameters.safeParse(form);
  if (!parsed.success) throw validationError(parsed.error.issues);
  const { RoleArn, RoleSessionName, ExternalId, DurationSeconds } = parsed.data;
  if (caller.sessionName !== '' && DurationSeconds > CHAINED_LIMIT_SECONDS) {
    throw new ServiceError(
      'ValidationError',
      400,
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    );
  }
  const role = identities.role(RoleArn);
  if (role === undefined || !trusts(role, caller, ExternalId)) throw accessDenied(caller, RoleArn);
  const now = wallNow();
  const session = credentials.startSession(role, RoleSessionName, now + DurationSeconds * 1000, now);
  return {
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: session.sessionToken,
      Expiration: new Date(session.expiresAt).toISOString(),
    },
    AssumedRoleUser: {
      AssumedRoleId: `${role.roleId}:${RoleSessionName}`,
      Arn: assumedRoleArn(role.principal, RoleSessionName),
    },
  };
}

function trusts({ trust }: KnownRole, caller: Caller, externalId: string | undefined): boolean {
  const named = [caller.principalArn, `arn:aws:iam::${caller.account}:root`];
  if (!trust.principals.some((principal) => named.includes(principal))) return false;
  return trust.externalId === undefined || trust.externalId === externalId;
}

// AWS says the same of a role that is not there, of a stranger and of a wrong external id, so that none is disclosed.
function accessDenied(caller: Caller, roleArn: string): ServiceError {
  return new ServiceError(
    'AccessDenied',
    403,
    `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
  );
}

function validationError(issues: readonly z.core.$ZodIssue[]): ServiceError {
  const text = issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  return new ServiceError('ValidationError', 400, `${issues.length} validation error detected: ${text}`);
}
