import type { IdentitySource } from '../../shared/domain/identity-source.ts';
import type { LinkCode } from '../../shared/domain/link-code.ts';
import type { Identity } from '../../shared/domain/person.ts';
import { issueLinkCode } from '../../shared/usecases/issue-link-code.ts';
import { link } from '../../shared/usecases/link.ts';
import { World } from './in-memory/world.ts';
import { engineerRole, identities } from './records.ts';

/** The ARN that AWS gives of a session of the role that everybody shares. */
export function sessionOf(sessionName: string, account = '111122223333'): string {
  const role = engineerRole.slice(engineerRole.lastIndexOf('/') + 1);
  return `arn:aws:sts::${account}:assumed-role/${role}/${sessionName}`;
}

/** The example company, in which people link their accounts. */
export function linkWorld(demand: IdentitySource['link'] = 'optional') {
  const world = new World();
  const ports = { ...world.ports(), identities: identities.map((source) => ({ ...source, link: demand })) };
  const code = async ({ person }: Identity): Promise<LinkCode> => {
    const answer = await issueLinkCode(ports, person);
    if (answer.outcome !== 'issued') throw new Error(`no code: ${answer.outcome}`);
    return answer.code;
  };
  const linkAs = async (identity: Identity, callerArn: string) =>
    link(ports, { code: await code(identity), callerArn });
  return { world, ports, code, linkAs, records: world.records.links };
}
