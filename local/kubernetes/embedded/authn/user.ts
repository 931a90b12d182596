import type { TokenUser } from '../../cluster.ts';

export type User = TokenUser;

export const allAuthenticated = 'system:authenticated';
export const allUnauthenticated = 'system:unauthenticated';
export const mastersGroup = 'system:masters';

export const anonymous: User = {
  username: 'system:anonymous',
  uid: '',
  groups: [allUnauthenticated],
  extra: {},
};

/** The same user in the group of all who have proven who they are. */
export function authenticated(user: User): User {
  if (user.groups.includes(allAuthenticated)) return user;
  return { ...user, groups: [...user.groups, allAuthenticated] };
}

export interface ServiceAccountName {
  readonly namespace: string;
  readonly name: string;
}

export const serviceAccountUsername = ({ namespace, name }: ServiceAccountName) =>
  `system:serviceaccount:${namespace}:${name}`;

export const serviceAccountGroups = (namespace: string) => [
  'system:serviceaccounts',
  `system:serviceaccounts:${namespace}`,
];

/** The service account that a username stands for, or undefined for any other user. */
export function parseServiceAccount(username: string): ServiceAccountName | undefined {
  const match = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(username);
  const [, namespace, name] = match ?? [];
  return namespace === undefined || name === undefined ? undefined : { namespace, name };
}
