import { type Identification, identify } from '../domain/identify.ts';
import type { IdentitySource } from '../domain/identity-source.ts';
import type { Directory } from './ports.ts';

export interface IdentifyPorts {
  readonly directory: Pick<Directory, 'profile'>;
  readonly identities: readonly IdentitySource[];
}

/** Who a Slack account is in the clusters at this moment, or why it is nobody there. */
export async function identifyAccount(
  { directory, identities }: IdentifyPorts,
  userId: string,
): Promise<Identification> {
  return identify(await directory.profile(userId), identities);
}
