import type { AccessConfig } from '../shared/config/access-config.ts';

/** The ARNs of the roles that people hold. No other may be given an access entry. */
export function peopleArns({ roleArn }: AccessConfig['identities']): readonly string[] {
  return [roleArn];
}
