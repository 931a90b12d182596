import { entryUsername } from './identify.ts';
import type { IdentitySource } from './identity-source.ts';
import { isSaidBy, lossyName, tellsApartLossily } from './lossy-name.ts';
import type { Principal } from './person.ts';

/**
 * The person's username through an access entry with this username template, or nothing where it would not be theirs
 * alone. The template that we write ourselves is always theirs.
 * @param sources all that `access.yaml` has, by which it is known who else holds the role
 */
export function usernameThrough(
  template: string,
  principal: Principal,
  sources: readonly IdentitySource[],
): string | undefined {
  if (template === entryUsername(principal)) return principal.username;
  // Of a personal role the session's name is whatever its holder likes, and a fixed name may be another entry's too.
  if (principal.holder === 'personal') return undefined;
  const { before, placeholder } =
    /^(?<before>[^{]*)(?<placeholder>\{\{\w+\}\})$/.exec(template)?.groups ?? {};
  switch (placeholder) {
    case '{{SessionNameRaw}}':
      return `${before}${principal.sessionName}`;
    case '{{SessionName}}':
      return tellsApartLossily(sources, principal.arn) && isSaidBy(sources, principal)
        ? `${before}${lossyName(principal.sessionName)}`
        : undefined;
    default:
      return undefined;
  }
}
