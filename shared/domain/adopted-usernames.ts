import { type Brand, invalid, type Parsed, valid } from './brand.ts';
import type { Cluster } from './estate.ts';
import { usernamePrefix } from './identity-source.ts';

/** What the usernames begin with that an access entry made by somebody else gives to people, such as `corp:`. */
export type AdoptedPrefix = Brand<string, 'AdoptedPrefix'>;

// A template has a colon before the session's name, and EKS refuses these beginnings:
// https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html. Its own template ends in a slash.
// Without quotes and backslashes it can stand in CEL as it is.
export const adoptedPrefixPattern =
  /^(?!(?:system|eks|aws|amazon|iam|k8s-access):)[\w+=,.@-]+:(?:[\w+=,.@:/-]*[:/])?$/;

export function parseAdoptedPrefix(text: string): Parsed<AdoptedPrefix> {
  return adoptedPrefixPattern.test(text)
    ? valid(text as AdoptedPrefix)
    : invalid(
        `Write what the usernames begin with, up to the : or / before the session's name, such as corp:. Names of Kubernetes and AWS cannot be adopted, and ${usernamePrefix} is known already.`,
      );
}

/**
 * Whether the admission policies of the cluster let bindings name this user, and fence them as a holder. Where the
 * cluster states nothing about its policies, everybody counts.
 */
export function isFenced(cluster: Pick<Cluster, 'adoptedUsernames'> | undefined, username: string): boolean {
  const adopted = cluster?.adoptedUsernames;
  return adopted === undefined || [usernamePrefix, ...adopted].some((prefix) => username.startsWith(prefix));
}
