import type { Link, Pin, WrittenLink } from '../domain/link.ts';
import type { LinkCodeIssued } from '../domain/link-code.ts';
import type { Account } from '../domain/person.ts';

/** The records of links, each with its chain of audit events. Reads are strongly consistent. */
export interface Links {
  find(account: Account): Promise<Link | undefined>;
  /** The account whose link pins this AWS identity, be it unpinned meanwhile. */
  holderOf(pin: Pin): Promise<Account | undefined>;
  /**
   * Writes the next version, its event, and whose the identity is, in one transaction.
   * @param spent the code that is used up by it
   * @throws StaleRecordError when someone was faster, with the link, the identity or the code
   */
  save(written: WrittenLink, spent?: SpentCode): Promise<void>;
}

export interface SpentCode {
  readonly hash: string;
  readonly issued: LinkCodeIssued;
}

/** Tells the owner of a Slack account about its link. @throws what Slack failed with */
export interface LinkTeller {
  tellLinked(link: Link): Promise<void>;
}

/** The codes that link, by their hashes. */
export interface LinkCodes {
  issue(hash: string, code: LinkCodeIssued): Promise<void>;
  find(hash: string): Promise<LinkCodeIssued | undefined>;
}
