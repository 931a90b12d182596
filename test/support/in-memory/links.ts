import { type Link, type LinkEvent, pinKey } from '../../../shared/domain/link.ts';
import type { LinkCodeIssued } from '../../../shared/domain/link-code.ts';
import { type Account, sameAccount } from '../../../shared/domain/person.ts';
import { StaleRecordError } from '../../../shared/usecases/errors.ts';
import type { LinkCodes, Links, SpentCode } from '../../../shared/usecases/link-ports.ts';
import { Gate } from './gate.ts';

/** What is durable of links. */
export class LinkRecords {
  readonly links = new Map<string, Link>();
  readonly events: LinkEvent[] = [];
  readonly holders = new Map<string, Account>();
  readonly codes = new Map<string, LinkCodeIssued>();
}

const keyOf = ({ teamId, userId }: Account) => `${teamId} ${userId}`;

export function linksIn(records: LinkRecords, gate: Gate): Links {
  const { links, events, holders, codes } = records;
  return {
    find: (account) => gate.pass('links.find', () => links.get(keyOf(account))),
    holderOf: (pin) => gate.pass('links.holderOf', () => holders.get(pinKey(pin))),
    save: ({ link, event }, spent) =>
      gate.pass('links.save', () => {
        if (isLate(records, link, spent)) throw new StaleRecordError(link.userId);
        links.set(keyOf(link), link);
        events.push(event);
        if (link.status === 'linked') holders.set(pinKey(link.pin), link);
        if (link.status === 'unlinked') holders.delete(pinKey(link.pin));
        if (spent !== undefined) codes.set(spent.hash, { ...spent.issued, spent: true });
      }),
  };
}

function isLate({ links, holders, codes }: LinkRecords, link: Link, spent: SpentCode | undefined): boolean {
  const holder = holders.get(pinKey(link.pin)) ?? link;
  return (
    (links.get(keyOf(link))?.version ?? 0) !== link.version - 1 ||
    (link.status === 'linked' && !sameAccount(holder, link)) ||
    (spent !== undefined && codes.get(spent.hash)?.spent === true)
  );
}

export function linkCodesIn({ codes }: LinkRecords, gate: Gate): LinkCodes {
  return {
    issue: (hash, code) => gate.pass('codes.issue', () => void codes.set(hash, code)),
    find: (hash) => gate.pass('codes.find', () => codes.get(hash)),
  };
}

/** Where nobody has linked anything. */
export const noLinks = (): Links => linksIn(new LinkRecords(), new Gate());
