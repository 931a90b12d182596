import type { User } from '../authn/user.ts';
import type { Attributes } from './match.ts';

/** What the user tried, in the words of the real server. */
export function forbiddenAttempt(
  user: User,
  attributes: Extract<Attributes, { isResource: true }>,
  reason: string,
): string {
  const { verb, resource, subresource, group, namespace } = attributes;
  const what = subresource === '' ? resource : `${resource}/${subresource}`;
  const where = namespace === '' ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const because = reason === '' ? '' : `: ${reason}`;
  return `User "${user.username}" cannot ${verb} resource "${what}" in API group "${group}" ${where}${because}`;
}
