import { identify } from '../domain/identify.ts';
import { sourceFor } from '../domain/identity-source.ts';
import { judgeLink } from '../domain/judge-link.ts';
import { type Link, linked, pinKey } from '../domain/link.ts';
import { type LinkCode, type LinkCodeIssued, parseLinkCode } from '../domain/link-code.ts';
import { type Identity, sameAccount } from '../domain/person.ts';
import { parseSignedIn, type SignedIn } from '../domain/principal-arn.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { IdentifyPorts } from './identify-account.ts';
import { type InTimePorts, within } from './in-time.ts';
import { judgeAgain } from './judge-again.ts';
import type { LinkCodes, LinkTeller } from './link-ports.ts';

export interface LinkPorts extends IdentifyPorts, InTimePorts {
  readonly codes: LinkCodes;
  readonly linkTeller: LinkTeller;
}

/** A signed call that brings a code. */
export interface Linking {
  /** As it was typed. */
  readonly code: string;
  /** The ARN of the caller, as AWS established it from the signature: never an argument of the call. */
  readonly callerArn: string;
}

export type LinkAnswer =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'linked'; readonly link: Link; readonly identity: Identity };

/** Milliseconds. Whoever typed the code waits meanwhile. */
const timeToTell = 3000;

/**
 * Links the Slack account that the code was issued to with the AWS identity that brings it. The code is used up with the
 * same write, and the account's owner is told, in case it was somebody else who typed it.
 * @throws StaleRecordError when others kept writing
 */
export async function link(ports: LinkPorts, { code, callerArn }: Linking): Promise<LinkAnswer> {
  const caller = parseSignedIn(callerArn);
  if (caller === undefined) return refused({ code: 'caller-not-a-person', caller: callerArn });
  const typed = parseLinkCode(code);
  if (typed === undefined) return refused({ code: 'code-unknown' });
  const answer = await judgeAgain(() => judgeAndRecord(ports, typed, caller));
  if (answer.outcome === 'linked') {
    const tell = ports.linkTeller.tellLinked(answer.link);
    await within(ports, timeToTell)('tell whose Slack account was linked', tell);
  }
  return answer;
}

async function judgeAndRecord(ports: LinkPorts, code: LinkCode, caller: SignedIn): Promise<LinkAnswer> {
  const { links, sha256 } = ports;
  const hash = sha256(code);
  const issued = await ports.codes.find(hash);
  if (issued === undefined || !counts(ports, issued)) return refused({ code: 'code-unknown' });
  const identified = identify(await ports.directory.profile(issued.userId), ports.identities);
  if (!identified.identified) return refused(identified.refusal);
  const { person, principal } = identified.identity;
  const source = sourceFor(ports.identities, person.email);
  if (person.email !== issued.email || source === undefined) return refused({ code: 'code-unknown' });
  const before = await links.find(person);
  const pinned = before === undefined || before.status === 'unlinked' ? undefined : before.pin;
  const judged = judgeLink(source, principal, caller, pinned);
  if (!judged.allowed) return refused(judged.refusal);
  const holder = await links.holderOf(judged.pin);
  if (holder !== undefined && !sameAccount(holder, person)) return refused({ code: 'principal-taken' });
  if (pinned !== undefined && pinKey(pinned) !== pinKey(judged.pin)) {
    return refused({ code: 'linked-to-another', pin: pinned });
  }
  const actor = { kind: 'person', person, principalArn: caller.arn } as const;
  const change = { person, pin: judged.pin };
  const written = linked(before, change, { at: ports.clock(), actor }, sha256);
  await links.save(written, { hash, issued });
  return { outcome: 'linked', link: written.link, identity: { person, principal: judged.principal } };
}

function counts({ clock }: LinkPorts, { expiresAt, spent }: LinkCodeIssued): boolean {
  return spent === undefined && clock() < expiresAt;
}

function refused(refusal: Refusal): { readonly outcome: 'refused'; readonly refusal: Refusal } {
  return { outcome: 'refused', refusal };
}
