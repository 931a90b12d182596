import type { Brand } from './brand.ts';

/** A Slack usergroup's handle, without the `@`. */
export type UsergroupHandle = Brand<string, 'UsergroupHandle'>;

/** A Slack account, by the ids that nobody can edit. */
export interface Account {
  readonly teamId: string;
  readonly userId: string;
}

/** Stands where a Slack team's id would, which is in capitals. */
const awsTeam = 'aws';

/**
 * The account of someone who is known by their AWS session alone, because Slack did not answer: their address, by which a
 * directory finds the profile once Slack is back.
 */
export function awsAccount(email: string): Account {
  return { teamId: awsTeam, userId: email };
}

/** Whether the account is one of Slack's, so that the person can be asked about and written to there. */
export function isSlackAccount({ teamId }: Account): boolean {
  return teamId !== awsTeam;
}

/** Who acts on what is their own: by their account and, where AWS says who they are, by their username. */
export interface Owner extends Account {
  readonly username?: string;
}

/** A member of the company, bound by their account. */
export interface Person extends Account {
  readonly email: string;
  readonly name: string;
}

/** A requester as the cluster sees them. */
export type Principal = SharedPrincipal | PersonalPrincipal;

interface PrincipalFacts {
  /** The IAM role or user that the access entry names. */
  readonly arn: string;
  /** The Kubernetes username, which is theirs alone. */
  readonly username: string;
}

/** Many people hold the role; the name of their session, in which their username ends, tells them apart. */
export interface SharedPrincipal extends PrincipalFacts {
  readonly holder: 'shared';
  readonly sessionName: string;
}

/** One person alone holds the role or is the user, whatever their sessions are called. */
export interface PersonalPrincipal extends PrincipalFacts {
  readonly holder: 'personal';
}

/** A person together with whom they are in a cluster. */
export interface Identity {
  readonly person: Person;
  readonly principal: Principal;
}

/** Whether two are one Slack account: enough to give up what is one's own. */
export function sameAccount(one: Account, other: Account): boolean {
  return one.teamId === other.teamId && one.userId === other.userId;
}

/** Whether two are one principal: the same name in the cluster, through the same role or user. */
export function samePrincipal(one: Principal, other: Principal): boolean {
  return one.username === other.username && one.arn === other.arn;
}

/** Whether what this identity asked for is theirs. */
export function isOwn({ person, principal }: Identity, who: Owner): boolean {
  return sameAccount(person, who) || who.username === principal.username;
}

/** Whether two identities are one human being, however they come: the same account, email or Kubernetes username. */
export function samePerson(one: Identity, other: Identity): boolean {
  return (
    sameAccount(one.person, other.person) ||
    one.person.email.toLowerCase() === other.person.email.toLowerCase() ||
    one.principal.username.toLowerCase() === other.principal.username.toLowerCase()
  );
}
