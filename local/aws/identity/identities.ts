import { type IamPrincipal, parseIamPrincipal } from './arn.ts';
import { type Caller, type Credential, roleSessionCaller, userCaller } from './caller.ts';

/** A role that may be assumed by the principals named in its trust, who must know the external id where it has one. */
export interface RoleDefinition {
  readonly arn: string;
  /** `AROA…`; a role deleted and made again gets another one. */
  readonly roleId: string;
  readonly trust: {
    /** ARNs of roles and users, or `arn:aws:iam::<account>:root` for all of an account. */
    readonly principals: readonly string[];
    readonly externalId?: string;
  };
}

export interface UserDefinition {
  readonly arn: string;
  /** `AIDA…` */
  readonly userId: string;
}

/** An access key, and whom it stands for. */
export interface CredentialDefinition {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly principal:
    | { readonly kind: 'role-session'; readonly roleArn: string; readonly sessionName: string }
    | { readonly kind: 'user'; readonly userArn: string };
}

/** All that IAM knows in the local world. */
export interface Identities {
  readonly roles: readonly RoleDefinition[];
  readonly users: readonly UserDefinition[];
  readonly credentials: readonly CredentialDefinition[];
}

/** A role or user together with the parts of its ARN. */
export interface KnownRole extends RoleDefinition {
  readonly principal: IamPrincipal;
}
export interface KnownUser extends UserDefinition {
  readonly principal: IamPrincipal;
}

export interface IdentityTable {
  role(arn: string): KnownRole | undefined;
  credential(accessKeyId: string): Credential | undefined;
  /** The unique id (`AROA…`, `AIDA…`) of a role or user. */
  principalId(arn: string): string | undefined;
}

/** An ARN in the identities that is not the ARN of an IAM role or user. */
export class MalformedPrincipalError extends Error {
  override readonly name = 'MalformedPrincipalError';
  constructor(arn: string) {
    super(`${arn} is not the ARN of an IAM role or user: write arn:aws:iam::<account>:role/<path>/<name>.`);
  }
}

/** An access key for a role or user that is not among the identities. */
export class UnknownPrincipalError extends Error {
  override readonly name = 'UnknownPrincipalError';
  constructor(accessKeyId: string, arn: string) {
    super(`The access key ${accessKeyId} is for ${arn}, which is not among the identities: add it there.`);
  }
}

/** Indexes the identities. Throws MalformedPrincipalError and UnknownPrincipalError. */
export function indexIdentities(identities: Identities): IdentityTable {
  const roles = new Map(identities.roles.map((role) => [role.arn, withPrincipal(role)]));
  const users = new Map(identities.users.map((user) => [user.arn, withPrincipal(user)]));
  const credentials = new Map(
    identities.credentials.map((definition) => [
      definition.accessKeyId,
      toCredential(definition, callerOf(definition, roles, users)),
    ]),
  );
  return {
    role: (arn) => roles.get(arn),
    credential: (accessKeyId) => credentials.get(accessKeyId),
    principalId: (arn) => roles.get(arn)?.roleId ?? users.get(arn)?.userId,
  };
}

function withPrincipal<Definition extends { readonly arn: string }>(definition: Definition) {
  const principal = parseIamPrincipal(definition.arn);
  if (principal === undefined) throw new MalformedPrincipalError(definition.arn);
  return { ...definition, principal };
}

function toCredential({ secretAccessKey, sessionToken }: CredentialDefinition, caller: Caller): Credential {
  return { secretAccessKey, sessionToken, expiresAt: undefined, caller };
}

function callerOf(
  { accessKeyId, principal }: CredentialDefinition,
  roles: ReadonlyMap<string, KnownRole>,
  users: ReadonlyMap<string, KnownUser>,
): Caller {
  if (principal.kind === 'user') {
    const user = users.get(principal.userArn);
    if (user === undefined) throw new UnknownPrincipalError(accessKeyId, principal.userArn);
    return userCaller(user, accessKeyId);
  }
  const role = roles.get(principal.roleArn);
  if (role === undefined) throw new UnknownPrincipalError(accessKeyId, principal.roleArn);
  const { sessionName } = principal;
  return roleSessionCaller(role, { roleId: role.roleId, sessionName, accessKeyId });
}
