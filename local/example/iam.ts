import { createHash } from 'node:crypto';
import type { AccessConfig } from '../../shared/config/access-config.ts';
import type { CredentialDefinition, Identities, RoleDefinition } from '../aws/identity/identities.ts';
import { personas } from './people.ts';

/** The account that the example's ARNs name. */
export const account = '111122223333';

/** An AWS session that a person or a function of the local platform signs with. */
export interface LocalSession {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/**
 * A session made from its name, the same at each start. These keys open nothing but the local platform, which listens
 * on loopback alone.
 */
function sessionOf(name: string): LocalSession {
  const digest = createHash('sha256').update(`local session of ${name}`).digest('hex');
  return {
    accessKeyId: `ASIA${digest.slice(0, 16).toUpperCase()}`,
    secretAccessKey: digest.slice(0, 40),
    sessionToken: `local-session-${name}`,
  };
}

export const personaSession = (name: string): LocalSession => sessionOf(name);
export const functionSession = (functionName: string): LocalSession => sessionOf(`function ${functionName}`);

const functionRoleArn = (functionName: string) => `arn:aws:iam::${account}:role/k8s-access-${functionName}`;

/** Everybody whom IAM knows: people in the shared Identity Center role, our functions, and the brokers' roles. */
export function localIdentities(config: AccessConfig, functions: readonly string[]): Identities {
  const functionRoles = functions.map(functionRoleArn);
  const brokers = new Map(
    [...config.estate.clusters.values()].flatMap(({ brokers: { externalId, ...roles } }) =>
      Object.values(roles).map((arn) => [arn, externalId]),
    ),
  );
  return {
    roles: [
      role(config.identities.roleArn, []),
      ...functionRoles.map((arn) => role(arn, [])),
      ...[...brokers].map(([arn, externalId]) => role(arn, functionRoles, externalId)),
    ],
    users: [],
    credentials: [
      ...personas.map(({ name, email }) =>
        credential(personaSession(name), config.identities.roleArn, email),
      ),
      ...functions.map((name) => credential(functionSession(name), functionRoleArn(name), name)),
    ],
  };
}

function role(arn: string, principals: readonly string[], externalId?: string): RoleDefinition {
  const digest = createHash('sha256').update(arn).digest('hex').toUpperCase();
  return {
    arn,
    roleId: `AROA${digest.slice(0, 17)}`,
    trust: { principals, ...(externalId !== undefined && { externalId }) },
  };
}

function credential(session: LocalSession, roleArn: string, sessionName: string): CredentialDefinition {
  return { ...session, principal: { kind: 'role-session', roleArn, sessionName } };
}
