import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { loadAccessConfig } from '../../shared/config/load-access-config.ts';
import { type ApproverSource, personSource, usergroupSource } from '../../shared/domain/approver-source.ts';
import type { Ask } from '../../shared/domain/ask.ts';
import type { Sha256 } from '../../shared/domain/audit-chain.ts';
import type { Actor, AuditEvent, Judged } from '../../shared/domain/audit-event.ts';
import type { Parsed } from '../../shared/domain/brand.ts';
import { type Decision, decide } from '../../shared/domain/decide.ts';
import { type Duration, parseDuration } from '../../shared/domain/duration.ts';
import type { Estate } from '../../shared/domain/estate.ts';
import { identify } from '../../shared/domain/identify.ts';
import { requestIdFromHash } from '../../shared/domain/ids.ts';
import { after, type Instant, instantFrom } from '../../shared/domain/instant.ts';
import type { Approver, Today } from '../../shared/domain/may-approve.ts';
import type { Identity, Principal, UsergroupHandle } from '../../shared/domain/person.ts';
import { parseReason } from '../../shared/domain/reason.ts';
import type { Request } from '../../shared/domain/request.ts';
import {
  parseClusterName,
  parseExtent,
  parseRoleName,
  type Scope,
  scopeOf,
} from '../../shared/domain/scope.ts';
import type { Asked } from '../../shared/domain/transition.ts';

/** The example estate, as it is shipped. */
export const exampleFile = fileURLToPath(new URL('../../access.yaml', import.meta.url));
export const config = loadAccessConfig(exampleFile);
export const { estate, identities } = config;

export const sha256: Sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

export const noon = instantFrom(Date.UTC(2026, 10, 21, 12));
export function minutesAfterNoon(minutes: number): Instant {
  return after(noon, minutes as Duration);
}

/** The value of a text that a test knows to be valid. */
export function must<Value>(parsed: Parsed<Value>): Value {
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.value;
}

export const durationOf = (text: string): Duration => must(parseDuration(text));

export function scope(cluster: string, namespaces: string, role: string): Scope {
  const parsed = namespaces.split(',').map((namespace) => must(parseExtent(namespace)));
  const made = scopeOf(must(parseClusterName(cluster)), parsed, must(parseRoleName(role)));
  if (made === undefined) throw new Error('a scope needs a namespace');
  return made;
}

/** A member of the example company, as the directory would identify them. */
export function member(name: string): Identity {
  const account = { teamId: 'T0EXAMPLE', userId: `U0${name.toUpperCase()}`, name };
  const flags = { emailConfirmed: true, deactivated: false, bot: false, guest: false, stranger: false };
  const identified = identify({ ...account, ...flags, email: `${name}@example.com` }, identities);
  if (!identified.identified) throw new Error(`${name} is nobody`);
  return identified.identity;
}

export const alice = member('alice');
export const bob = member('bob');
export const carol = member('carol');
export const dave = member('dave');

/** The Identity Center role that everybody in the example shares. */
export const engineerRole = alice.principal.arn;

/** A session of that role, by its username in the cluster. */
export const sharedBy = (username: string): Principal => ({
  ...{ holder: 'shared', arn: engineerRole, username },
  sessionName: username.slice(username.indexOf(':') + 1),
});

/** A role of one person's own, by its username in the cluster. */
export const personal = (username: string): Principal => {
  const name = username.replaceAll(/[^A-Za-z0-9]/g, '-');
  return { holder: 'personal', arn: `arn:aws:iam::111122223333:role/people/${name}`, username };
};

export const usergroup = (name: string): ApproverSource => usergroupSource(name as UsergroupHandle);

export function inGroups(identity: Identity, ...usergroups: readonly string[]): Approver {
  return comingFrom(identity, ...usergroups.map(usergroup));
}

/** The source that names this person. */
export const named = ({ person }: Identity): ApproverSource => personSource(person.email);

/** The person, who comes from these sources of approvers at the moment of their click. */
export function comingFrom(identity: Identity, ...sources: readonly ApproverSource[]): Approver {
  return { ...identity, sources: new Set(sources) };
}

export const bobTheLead = inGroups(bob, 'payments-leads');
export const carolTheLead = inGroups(carol, 'payments-leads', 'platform-oncall');
export const daveOfSecurity = inGroups(dave, 'security');

/** The example estate, where so many from these sources must approve whatever needs approval. */
export function estateAsking(quorum: number, first: ApproverSource, ...others: ApproverSource[]): Estate {
  const stages = [{ approvers: [first, ...others], quorum }] as const;
  const rules = estate.rules.map((rule) =>
    rule.approval.kind === 'stages' ? { ...rule, approval: { ...rule.approval, stages } } : rule,
  );
  return { ...estate, rules };
}

/** Ids of that many accounts, as long as Slack's, in order. */
export const manyAccounts = (amount: number): readonly string[] =>
  Array.from({ length: amount }, (_, number) => `U${String(number).padStart(10, '0')}`);

export function personActor(identity: Identity): Actor {
  return { kind: 'person', person: identity.person, principalArn: identity.principal.arn };
}

export function by(identity: Identity, minutes: number): { readonly at: Instant; readonly actor: Actor } {
  return { at: minutesAfterNoon(minutes), actor: personActor(identity) };
}

export function bySystem(
  name: Extract<Actor, { kind: 'system' }>['name'],
  minutes: number,
): { readonly at: Instant; readonly actor: Actor } {
  return { at: minutesAfterNoon(minutes), actor: { kind: 'system', name } };
}

/** What a decision was judged by, where a test does not care. */
export const judged: Judged = { considered: [] };

/** What an event says happened, without its place in the chain. */
export function happeningOf({ requestId, at, actor, fact, rule, about }: AuditEvent) {
  return { requestId, at, actor, fact, rule, about };
}

export const someReason = must(parseReason('the nightly job is stuck'));

/** What the policy is asked: by alice of no usergroup at noon, for an hour, unless said otherwise. */
export function ask(wanted: {
  readonly scope: Scope;
  readonly by?: Identity;
  readonly usergroups?: readonly string[];
  readonly duration?: Duration;
  readonly reason?: string;
  readonly at?: Instant;
}): Ask {
  const { by = alice, usergroups = [], duration = durationOf('1h'), at = noon } = wanted;
  return {
    scope: wanted.scope,
    requester: {
      email: by.person.email,
      usergroups: new Set(usergroups as readonly UsergroupHandle[]),
    },
    duration,
    at,
    reason: wanted.reason === undefined ? someReason : must(parseReason(wanted.reason)),
  };
}

/** What the policy is asked again when someone clicks on a request at the moment it was made. */
export function askAgain({ requester, scope: scopeAsked, duration, reason, requestedAt: at }: Asked): Ask {
  const usergroups: Ask['requester']['usergroups'] = new Set();
  return { requester: { email: requester.email, usergroups }, scope: scopeAsked, duration, reason, at };
}

/** What alice asks at noon: prod-eu payments edit for an hour, unless said otherwise. */
export function asked(
  wanted: {
    readonly by?: Identity;
    readonly scope?: Scope;
    readonly duration?: Duration;
    readonly at?: Instant;
  } = {},
): Asked {
  const {
    by = alice,
    scope: asks = scope('prod-eu', 'payments', 'edit'),
    duration = durationOf('1h'),
    at = noon,
  } = wanted;
  const decision = decide(estate, ask({ by, scope: asks, duration, at }));
  const cluster = estate.clusters.get(asks.cluster);
  const role = estate.roles.get(asks.role);
  if (decision.outcome === 'refused' || cluster === undefined || role === undefined) {
    throw new Error('the example estate refuses this');
  }
  const { name, region, brokers } = cluster;
  return {
    id: requestIdFromHash(sha256(JSON.stringify([by.person.userId, asks, duration, at]))),
    requester: by.person,
    principal: by.principal,
    scope: asks,
    target: { cluster: name, region, brokers, grant: role.grant },
    duration,
    reason: someReason,
    requestedAt: at,
    decision,
  };
}

/** What a click is judged by when the policy says `decision` and the requester is who they were. */
export function todayWith(request: Request, decision: Decision): Today {
  const identity = { person: request.requester, principal: request.principal };
  return { decision, requester: { identified: true, identity } };
}
