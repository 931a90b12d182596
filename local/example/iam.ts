import { createHash } from 'node:crypto';
import type { AccessConfig } from '../../shared/config/access-config.ts';
import { everyCluster } from '../../shared/domain/estate.ts';
import { principalIn, sourceFor } from '../../shared/domain/identity-source.ts';
import type { CredentialDefinition, Identities, RoleDefinition } from '../aws/identity/identities.ts';
import { personas } from './people.ts';

/** The account that the example's ARNs name. */
export const account = '111122223333';

/** The organization that the account is in, where `access.yaml` names none. */
export const organization = 'o-example1234';

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

/** Everybody whom IAM knows: people as `identities` says, our functions, and the brokers' roles. */
export function localIdentities(config: AccessConfig, functions: readonly string[]): Identities {
  const functionRoles = functions.map(functionRoleArn);
  const brokers = new Map(
    everyCluster(config.estate).flatMap(({ brokers: { externalId, ...roles } }) =>
      Object.values(roles).map((arn) => [arn, externalId]),
    ),
  );
  const people = personas.map(({ name, email }) => ({ name, ...personaPrincipal(config, email) }));
  return {
    roles: [
      ...people.flatMap(({ arn }) => (isUser(arn) ? [] : [role(arn, [])])),
      ...functionRoles.map((arn) => role(arn, [])),
      ...[...brokers].map(([arn, externalId]) => role(arn, functionRoles, externalId)),
    ],
    users: people.flatMap(({ arn }) => (isUser(arn) ? [{ arn, userId: uniqueId('AIDA', arn) }] : [])),
    credentials: [
      ...people.map(({ name, arn, sessionName }) =>
        isUser(arn)
          ? { ...personaSession(name), principal: { kind: 'user' as const, userArn: arn } }
          : credential(personaSession(name), arn, sessionName),
      ),
      ...functions.map((name) => credential(functionSession(name), functionRoleArn(name), name)),
    ],
  };
}

/** The role or user that a persona signs in as; one whom no source has, as one of nobody's. */
function personaPrincipal({ identities }: AccessConfig, email: string) {
  const source = sourceFor(identities, email);
  const principal = source && principalIn(source, email);
  const arn = principal?.arn ?? `arn:aws:iam::${account}:role/no-identity`;
  return { arn, sessionName: principal?.holder === 'shared' ? principal.sessionName : email };
}

function isUser(arn: string): boolean {
  return arn.includes(':user/');
}

function role(arn: string, principals: readonly string[], externalId?: string): RoleDefinition {
  return {
    arn,
    roleId: uniqueId('AROA', arn),
    trust: { principals, ...(externalId !== undefined && { externalId }) },
  };
}

function uniqueId(prefix: 'AROA' | 'AIDA', arn: string): string {
  return `${prefix}${createHash('sha256').update(arn).digest('hex').toUpperCase().slice(0, 17)}`;
}

function credential(session: LocalSession, roleArn: string, sessionName: string): CredentialDefinition {
  return { ...session, principal: { kind: 'role-session', roleArn, sessionName } };
}
