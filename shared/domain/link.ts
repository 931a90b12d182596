import { appendEvent, type Sha256 } from './audit-chain.ts';
import type { Actor } from './audit-event.ts';
import { type Chained, type ChainHead, emptyChain, headAt } from './chain-head.ts';
import type { Instant } from './instant.ts';
import type { Account, Person, Principal } from './person.ts';
import { principalKey } from './principal-arn.ts';
import type { Reason } from './reason.ts';

/** The record of which AWS identity the person behind a Slack account has proved to be theirs. */
export type Link = LinkFacts & LinkState;

interface LinkFacts extends Account {
  /** Counts the writes of the record; a writer who read an older one loses. */
  readonly version: number;
  readonly head: ChainHead;
  /** What is pinned; still there while unpinned, so that nobody else takes it. */
  readonly pin: Pin;
}

export type LinkState =
  /** Counts while Slack has this address of the account. */
  | { readonly status: 'linked'; readonly email: string; readonly at: Instant }
  /** Slack had another address: the link counts no more until the person links the same identity again. */
  | { readonly status: 'unpinned'; readonly at: Instant }
  /** Security took the link away: the account and the identity are free. */
  | { readonly status: 'unlinked'; readonly at: Instant };

/** A role or user, and the exact name of the person's sessions where others hold the role too. */
export interface Pin {
  readonly arn: string;
  readonly sessionName?: string;
}

/** What two pins of one AWS identity have in common. Identity Center takes capitals in session names for the same. */
export function pinKey({ arn, sessionName }: Pin): string {
  return [principalKey(arn), ...(sessionName === undefined ? [] : [sessionName.toLowerCase()])].join('/');
}

/** What of a principal a link pins. */
export function pinOf(principal: Principal): Pin {
  const { arn } = principal;
  return principal.holder === 'shared' ? { arn, sessionName: principal.sessionName } : { arn };
}

/** One fact in the life of a link, chained to the one before it. */
export type LinkEvent = Chained<LinkHappening>;

interface LinkHappening {
  readonly account: Account;
  readonly at: Instant;
  readonly actor: Actor;
  readonly fact: LinkFact;
}

export type LinkFact =
  /** The person proved by a signed call that the AWS identity is theirs. */
  | { readonly type: 'linked'; readonly email: string; readonly pin: Pin }
  /** Slack was found to have another address of the account. */
  | { readonly type: 'unpinned'; readonly was: string; readonly email: string }
  /** Somebody of security took the link away. */
  | { readonly type: 'unlinked'; readonly why: Reason };

/** A version of a link to be written, with what happened. */
export interface WrittenLink {
  readonly link: Link;
  readonly event: LinkEvent;
}

interface Occasion {
  readonly at: Instant;
  readonly actor: Actor;
}

/** The account's link from now on. @param before what stands, if anything */
export function linked(
  before: Link | undefined,
  { person, pin }: { readonly person: Person; readonly pin: Pin },
  on: Occasion,
  sha256: Sha256,
): WrittenLink {
  const { teamId, userId, email } = person;
  const facts = { teamId, userId, version: before?.version ?? 0, head: before?.head ?? emptyChain, pin };
  return next(facts, { status: 'linked', email, at: on.at }, { type: 'linked', email, pin }, on, sha256);
}

/** The link after Slack was found to have another address of the account. */
export function unpinned(
  before: Extract<Link, { status: 'linked' }>,
  email: string,
  on: Occasion,
  sha256: Sha256,
): WrittenLink {
  const fact = { type: 'unpinned', was: before.email, email } as const;
  return next(before, { status: 'unpinned', at: on.at }, fact, on, sha256);
}

/** The link after security took it away. */
export function unlinked(before: Link, why: Reason, on: Occasion, sha256: Sha256): WrittenLink {
  return next(before, { status: 'unlinked', at: on.at }, { type: 'unlinked', why }, on, sha256);
}

function next(facts: LinkFacts, state: LinkState, fact: LinkFact, on: Occasion, sha256: Sha256): WrittenLink {
  const { teamId, userId, pin } = facts;
  const event = appendEvent(facts.head, { account: { teamId, userId }, ...on, fact }, sha256);
  return { link: { teamId, userId, version: facts.version + 1, head: headAt(event), pin, ...state }, event };
}
