import { type Caller, type CallerIdentification, identifyCaller, isCalledBy } from '../domain/caller.ts';
import { identifyLinked } from '../domain/identify-linked.ts';
import { type IdentitySource, principalIn, sourceFor } from '../domain/identity-source.ts';
import type { Link, Pin } from '../domain/link.ts';
import type { Identity, Principal } from '../domain/person.ts';
import { parseSignedIn, type SignedIn } from '../domain/principal-arn.ts';
import type { Links } from './link-ports.ts';

export interface KnowCallerPorts {
  readonly links: Pick<Links, 'find' | 'holderOf'>;
  readonly identities: readonly IdentitySource[];
}

/**
 * Who a caller is by AWS's word alone, without a question to Slack: as a link pins the AWS identity to an account, else as
 * `identities` has it, and then without an account of Slack's.
 */
export async function knowCaller(ports: KnowCallerPorts, caller: Caller): Promise<CallerIdentification> {
  const signedIn = parseSignedIn(caller.arn);
  if (signedIn === undefined) return refused({ code: 'caller-not-a-person', caller: caller.arn });
  const link = await findLink(ports, signedIn);
  const called = linkedIdentity(ports, link) ?? identifyCaller(caller, ports.identities);
  if (!called.identified) return called;
  const identified = identifyLinked(called.identity, ports.identities, { link, holder: undefined });
  if (!identified.identified) return identified;
  return isCalledBy(identified.identity.principal, signedIn)
    ? identified
    : refused({ code: 'unknown-caller', arn: caller.arn });
}

async function findLink({ links }: KnowCallerPorts, signedIn: SignedIn): Promise<Link | undefined> {
  const holders = await Promise.all(pinsOf(signedIn).map((pin) => links.holderOf(pin)));
  const [holder] = holders.flatMap((one) => (one === undefined ? [] : [one]));
  return holder && links.find(holder);
}

// A session pins itself in a role that many share, and the role alone where one person holds it.
function pinsOf({ key, sessionName }: SignedIn): readonly Pin[] {
  const [account, name] = key.split(':');
  const arn = `arn:aws:iam::${account}:${name}`;
  return sessionName === undefined ? [{ arn }] : [{ arn, sessionName }, { arn }];
}

function linkedIdentity(
  { identities }: KnowCallerPorts,
  link: Link | undefined,
): CallerIdentification | undefined {
  if (link?.status !== 'linked') return undefined;
  const { teamId, userId, email } = link;
  const principal = principalOf(identities, email);
  if (principal === undefined) return undefined;
  const identity: Identity = { person: { teamId, userId, email, name: email }, principal };
  return { identified: true, identity };
}

function principalOf(identities: readonly IdentitySource[], email: string): Principal | undefined {
  const source = sourceFor(identities, email);
  return source && principalIn(source, email);
}

function refused(
  refusal: Extract<CallerIdentification, { identified: false }>['refusal'],
): CallerIdentification {
  return { identified: false, refusal };
}
