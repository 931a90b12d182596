import type { IncomingMessage } from 'node:http';
import { forbiddenAttempt } from '../rbac/attempt.ts';
import type { Authorizer } from '../rbac/authorizer.ts';
import type { Attributes } from '../rbac/match.ts';
import { ApiError, forbidden } from '../status.ts';
import { allAuthenticated, anonymous, parseServiceAccount, serviceAccountGroups, type User } from './user.ts';

/** One thing that the caller wants to be taken for, as the resource whose `impersonate` verb allows it. */
interface Claim {
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
}

/**
 * The user that the request acts as: the caller, unless it carries Impersonate-* headers (apiserver,
 * pkg/endpoints/filters/impersonation.go). Throws Forbidden unless the caller may impersonate every part of it.
 */
export function impersonate(caller: User, request: IncomingMessage, authorizer: Authorizer): User {
  const headers = request.headersDistinct;
  const [username] = headers['impersonate-user'] ?? [];
  const groups = headers['impersonate-group'] ?? [];
  const extra = impersonatedExtra(headers);
  if (username === undefined) {
    if (groups.length === 0 && Object.keys(extra).length === 0) return caller;
    throw new ApiError(
      500,
      'InternalError',
      'Internal error occurred: requested groups or extra without impersonating a user',
    );
  }
  for (const claim of claimsOf(username, groups, extra)) requireClaim(caller, claim, authorizer);
  return { username, uid: '', groups: effectiveGroups(username, groups), extra };
}

function impersonatedExtra(headers: NodeJS.Dict<string[]>): Record<string, readonly string[]> {
  const prefix = 'impersonate-extra-';
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, values]) => [decodeURIComponent(name.slice(prefix.length)), values ?? []]),
  );
}

function claimsOf(
  username: string,
  groups: readonly string[],
  extra: Readonly<Record<string, readonly string[]>>,
): readonly Claim[] {
  const account = parseServiceAccount(username);
  const core = { group: '', subresource: '', namespace: '' };
  return [
    account === undefined
      ? { ...core, resource: 'users', name: username }
      : { ...core, resource: 'serviceaccounts', ...account },
    ...groups.map((name) => ({ ...core, resource: 'groups', name })),
    ...Object.entries(extra).flatMap(([key, values]) =>
      values.map((name) => ({
        ...core,
        group: 'authentication.k8s.io',
        resource: 'userextras',
        subresource: key,
        name,
      })),
    ),
  ];
}

function requireClaim(caller: User, claim: Claim, authorizer: Authorizer): void {
  const attributes: Attributes = { isResource: true, verb: 'impersonate', ...claim };
  const decision = authorizer.authorize(caller, attributes);
  if (decision.allowed) return;
  const resource = { group: claim.group, name: claim.resource };
  throw forbidden(resource, claim.name, forbiddenAttempt(caller, attributes, decision.reason));
}

function effectiveGroups(username: string, groups: readonly string[]): readonly string[] {
  const account = parseServiceAccount(username);
  const base =
    groups.length === 0 && account !== undefined ? serviceAccountGroups(account.namespace) : groups;
  if (username === anonymous.username) return [...new Set([...base, ...anonymous.groups])];
  return [...new Set([...base, allAuthenticated])];
}
