import type { IdentitySource } from './identity-source.ts';
import type { SharedPrincipal } from './person.ts';

/**
 * What EKS makes of a session name where a username template says `{{SessionName}}`. It keeps the rest as it is.
 * Source: aws-iam-authenticator, pkg/server, renderTemplate.
 */
export function lossyName(sessionName: string): string {
  return sessionName.replaceAll('@', '-');
}

/**
 * Whether no two people whom the sources have for this role become one by the lossy name: `a-b@c.com` and `a@b-c.com`
 * would. Everybody with an address in a domain counts, whoever they may be.
 */
export function tellsApartLossily(sources: readonly IdentitySource[], arn: string): boolean {
  const domains = [...new Set(sources.flatMap((source) => domainsWith(source, arn)))];
  const named = [...new Set(sources.flatMap((source) => sessionsWith(source, arn)))];
  const lossy = named.map(lossyName);
  const isAmongThem = (sessionName: string) =>
    domains.some(
      (domain) => lossyName(sessionName).endsWith(`-${domain}`) && !sessionName.endsWith(`@${domain}`),
    );
  return (
    !domains.some((one) => domains.some((other) => one.endsWith(`-${other}`))) &&
    new Set(lossy).size === lossy.length &&
    !named.some(isAmongThem)
  );
}

/** Whether the sources themselves say that sessions of the role are called so: a link may pin any name. */
export function isSaidBy(sources: readonly IdentitySource[], { arn, sessionName }: SharedPrincipal): boolean {
  const isAddress = sources
    .flatMap((source) => domainsWith(source, arn))
    .some((domain) => sessionName.endsWith(`@${domain}`));
  return isAddress || sources.some((source) => sessionsWith(source, arn).includes(sessionName));
}

function domainsWith(source: IdentitySource, arn: string): readonly string[] {
  return source.strategy === 'shared-role' && source.role === arn ? source.emailDomains : [];
}

function sessionsWith(source: IdentitySource, arn: string): readonly string[] {
  if (source.strategy !== 'table') return [];
  return [...source.people.values()].flatMap(({ arn: own, sessionName }) =>
    own === arn && sessionName !== undefined ? [sessionName] : [],
  );
}
