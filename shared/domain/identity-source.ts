import type { NonEmpty } from './brand.ts';
import type { Principal } from './person.ts';
import type { PrincipalArn } from './principal-arn.ts';

/** How some people become principals: one entry of `identities` in `access.yaml`. */
export type IdentitySource = SourceFacts & Strategy;

interface SourceFacts {
  /** Stands in the usernames of its people. The one source without a name owns the bare prefix. */
  readonly name?: string;
  /** Whether its people must have linked their Slack account with their AWS session. */
  readonly link: 'optional' | 'required';
}

export type Strategy =
  /** Everybody with an address in the domains holds the role, each in sessions named after their address. */
  | { readonly strategy: 'shared-role'; readonly emailDomains: NonEmpty<string>; readonly role: PrincipalArn }
  /** Everybody with an address in the domain has a role or user of their own, named after the address. */
  | { readonly strategy: 'template'; readonly emailDomain: string; readonly arn: PrincipalTemplate }
  /** These people, by their addresses, and nobody else. */
  | { readonly strategy: 'table'; readonly people: ReadonlyMap<string, TableEntry> };

/** The ARN of a role or user around the part that is the person's: what stands before their name, and after it. */
export interface PrincipalTemplate {
  readonly before: string;
  readonly after: string;
}

/** A person's role or user, and what their sessions are called where others hold the role too. */
export interface TableEntry {
  readonly arn: PrincipalArn;
  readonly sessionName?: string;
}

/** What every username of ours begins with. */
export const usernamePrefix = 'k8s-access:';

/** What the usernames of the source's people begin with, and nobody else's. */
export function usernamePrefixOf({ name }: { readonly name?: string }): string {
  return name === undefined ? usernamePrefix : `${usernamePrefix}${name}:`;
}

/** The source that tells who has this address: a table that names it, else the one that has its domain. */
export function sourceFor(sources: readonly IdentitySource[], email: string): IdentitySource | undefined {
  return (
    sources.find((source) => source.strategy === 'table' && source.people.has(email)) ??
    sources.find((source) => domainsOf(source).includes(domainOf(email)))
  );
}

/** The domains in which the source has everybody. */
export function domainsOf(source: IdentitySource): readonly string[] {
  switch (source.strategy) {
    case 'shared-role':
      return source.emailDomains;
    case 'template':
      return [source.emailDomain];
    case 'table':
      return [];
  }
}

/** Who the person with this address, which the source has, is in the clusters. */
export function principalIn(source: IdentitySource, email: string): Principal | undefined {
  const prefix = usernamePrefixOf(source);
  switch (source.strategy) {
    case 'shared-role':
      return sharedPrincipal(source.role, prefix, email);
    case 'template':
      return personalPrincipal(arnFrom(source.arn, email), prefix, email);
    case 'table': {
      const entry = source.people.get(email);
      if (entry === undefined) return undefined;
      return entry.sessionName === undefined
        ? personalPrincipal(entry.arn, prefix, email)
        : sharedPrincipal(entry.arn, prefix, entry.sessionName);
    }
  }
}

/** Somebody's role or user, whose name is the part of their address before the @. */
export function arnFrom({ before, after }: PrincipalTemplate, email: string): string {
  return `${before}${email.slice(0, email.indexOf('@'))}${after}`;
}

/** Somebody who is told from the others that hold the role by the name of their session. */
export function sharedPrincipal(arn: string, prefix: string, sessionName: string): Principal {
  return { holder: 'shared', arn, username: `${prefix}${sessionName}`, sessionName };
}

// What its holder calls a session of a personal role says nothing, so the username is the address.
function personalPrincipal(arn: string, prefix: string, email: string): Principal {
  return { holder: 'personal', arn, username: `${prefix}${email}` };
}

function domainOf(email: string): string {
  return email.slice(email.indexOf('@') + 1);
}
