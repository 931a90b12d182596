import type { Sha256 } from '../domain/audit-chain.ts';
import { type Identification, identify } from '../domain/identify.ts';
import { identifyLinked } from '../domain/identify-linked.ts';
import type { IdentitySource } from '../domain/identity-source.ts';
import { type Link, pinOf, unpinned } from '../domain/link.ts';
import { StaleRecordError } from './errors.ts';
import type { Links } from './link-ports.ts';
import type { Clock, Directory } from './ports.ts';

export interface IdentifyPorts {
  readonly directory: Pick<Directory, 'profile'>;
  readonly links: Links;
  readonly identities: readonly IdentitySource[];
  readonly clock: Clock;
  readonly sha256: Sha256;
}

/**
 * Who a Slack account is in the clusters at this moment, or why it is nobody there. A link whose address Slack has
 * changed is unpinned on the way.
 */
export async function identifyAccount(ports: IdentifyPorts, userId: string): Promise<Identification> {
  const { directory, links, identities } = ports;
  const identified = identify(await directory.profile(userId), identities);
  if (!identified.identified) return identified;
  const { person, principal } = identified.identity;
  const [link, holder] = await Promise.all([links.find(person), links.holderOf(pinOf(principal))]);
  if (link?.status === 'linked' && link.email !== person.email) await unpin(ports, link, person.email);
  return identifyLinked(identified.identity, identities, { link, holder });
}

async function unpin(
  { links, clock, sha256 }: IdentifyPorts,
  link: Extract<Link, { status: 'linked' }>,
  email: string,
): Promise<void> {
  const actor = { kind: 'system', name: 'slack' } as const;
  try {
    await links.save(unpinned(link, email, { at: clock(), actor }, sha256));
  } catch (error) {
    // Whoever was faster unpinned it too, or linked it again; what was read counts for this look.
    if (!(error instanceof StaleRecordError)) throw error;
  }
}
