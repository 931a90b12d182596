import type { Requester } from '../domain/ask.ts';
import { askableRoles, rulesFor } from '../domain/askable.ts';
import type { Parsed } from '../domain/brand.ts';
import { findRule, unmetTerms } from '../domain/decide.ts';
import type { Duration } from '../domain/duration.ts';
import type { Estate, Role, Rule } from '../domain/estate.ts';
import type { RequestId } from '../domain/ids.ts';
import { unholdable } from '../domain/may-hold.ts';
import type { Identity } from '../domain/person.ts';
import type { Hindrance, Preview, RolePreview, Verdict } from '../domain/preview.ts';
import type { IdentityRefusal, Refusal } from '../domain/refusal.ts';
import { type ClusterName, type Extent, type RoleName, scopeOf } from '../domain/scope.ts';
import { type IdentifyPorts, identifyAccount } from './identify-account.ts';
import type { InTime } from './in-time.ts';
import { type OpenWindowsPorts, tooManyOpen } from './open-windows-cap.ts';
import type { Clock, Directory } from './ports.ts';
import { asRulesSee } from './requester.ts';
import type { RoleDescriber } from './role-ports.ts';
import { whoCouldApprove } from './who-could-approve.ts';

export interface PreviewRequestPorts extends OpenWindowsPorts, IdentifyPorts {
  readonly estate: Estate;
  readonly directory: Directory;
  readonly roles: RoleDescriber;
  readonly clock: Clock;
}

/** A request as far as somebody has filled it in. */
export interface Draft {
  /** That the request will have. */
  readonly id: RequestId;
  readonly requester: { readonly teamId: string; readonly userId: string };
  readonly cluster?: ClusterName;
  readonly namespaces: readonly Extent[];
  readonly role?: RoleName;
  readonly duration: Parsed<Duration>;
  readonly reason: string;
}

/** Judges a draft, with the people and the cluster read side by side; what is not read in time is left out. */
export async function previewRequest(
  ports: PreviewRequestPorts,
  draft: Draft,
  inTime: InTime,
): Promise<Preview> {
  const reading = readRole(ports, draft, inTime);
  const { estate } = ports;
  const read = await inTime('read who asks', readRequester(ports, draft));
  if (read === undefined) {
    return { verdict: { outcome: 'unread' }, roles: rolesToOffer(estate, estate.rules, draft) };
  }
  if (!read.identified) {
    return { verdict: { outcome: 'nobody', refusal: read.refusal }, roles: rolesToOffer(estate, [], draft) };
  }
  const rules = rulesFor(estate, read.requester, ports.clock());
  const verdict = rules.length === 0 ? nothingToAsk : await verdictOn(ports, draft, read, inTime);
  const role = await reading;
  const roles = rolesToOffer(estate, rules, draft);
  return { verdict, roles, ...(role === undefined ? {} : { role }) };
}

const nothingToAsk: Verdict = { outcome: 'nothing-to-ask' };

type RequesterRead =
  | { readonly identified: true; readonly identity: Identity; readonly requester: Requester }
  | { readonly identified: false; readonly refusal: IdentityRefusal };

async function readRequester(
  ports: PreviewRequestPorts,
  { requester: { userId } }: Draft,
): Promise<RequesterRead> {
  const identified = await identifyAccount(ports, userId);
  if (!identified.identified) return identified;
  return { ...identified, requester: await asRulesSee(ports, identified.identity.person) };
}

async function verdictOn(
  ports: PreviewRequestPorts,
  draft: Draft,
  { identity, requester }: Extract<RequesterRead, { identified: true }>,
  inTime: InTime,
): Promise<Verdict> {
  const { estate } = ports;
  const at = ports.clock();
  const { cluster, namespaces, role } = draft;
  const scope = cluster === undefined || role === undefined ? undefined : scopeOf(cluster, namespaces, role);
  if (scope === undefined) return { outcome: 'incomplete' };
  const found = findRule(estate, { requester, scope, at });
  if ('refusal' in found) return { outcome: 'refused', refusal: found.refusal };
  const unfit = unholdable(estate, scope.role, identity.principal);
  if (unfit !== undefined) return { outcome: 'refused', refusal: unfit };
  const { rule } = found;
  const stages = rule.approval.kind === 'stages' ? rule.approval.stages : undefined;
  const [tooMany, outlook] = await Promise.all([
    inTime('read open windows', tooManyOpen(ports, draft)),
    stages && inTime('read who could approve', whoCouldApprove(ports, stages, identity)),
  ]);
  return {
    outcome: 'allowed',
    rule,
    hindrances: hindrancesTo(rule, draft, tooMany),
    ...(outlook === undefined ? {} : { outlook }),
  };
}

function hindrancesTo(
  rule: Rule,
  { duration, reason }: Draft,
  tooMany: Refusal | undefined,
): readonly Hindrance[] {
  const typed = duration.ok ? { duration: duration.value, reason } : { reason };
  return [
    ...(duration.ok ? [] : [{ code: 'no-duration', problem: duration.problem } as const]),
    ...unmetTerms(rule, typed),
    ...(tooMany === undefined ? [] : [tooMany]),
  ];
}

// A menu without roles would be none. Where no role covers all that is chosen, the next wider choice is offered, and
// the verdict says why it is refused.
function rolesToOffer(
  estate: Estate,
  rules: readonly Rule[],
  { cluster, namespaces }: Draft,
): readonly Role[] {
  const here = cluster === undefined ? { namespaces: [] } : { cluster, namespaces: [] };
  const choices = [
    askableRoles(estate, rules, { ...here, namespaces }),
    askableRoles(estate, rules, here),
    askableRoles(estate, rules, { namespaces: [] }),
  ];
  return (
    choices.find((roles) => roles.length > 0) ??
    [...estate.roles.values()].filter(({ scope }) => scope === 'namespace')
  );
}

/** Roles read at the most; each costs a call to the cluster. */
const mostRolesRead = 10;

// All that can be chosen at once, as soon as the cluster is: what was read is remembered for a while, so that a role is
// known when it is chosen, also where the first reading of a cluster takes too long.
async function readRole(
  { estate, roles }: PreviewRequestPorts,
  { cluster, namespaces, role }: Draft,
  inTime: InTime,
): Promise<RolePreview | undefined> {
  if (cluster === undefined || !estate.clusters.has(cluster)) return undefined;
  const chosen = role === undefined ? undefined : estate.roles.get(role);
  const choices = askableRoles(estate, estate.rules, { cluster, namespaces });
  const names = [...(chosen === undefined ? [] : [chosen]), ...choices].map(({ name }) => name);
  const question = { cluster, roles: [...new Set(names)].slice(0, mostRolesRead) };
  const read = await inTime('read what roles do', roles.describe(question));
  if (chosen === undefined) return undefined;
  const seen = read?.find((one) => one.role === chosen.name);
  if (seen === undefined || seen.seen === 'unreachable') return { chosen, rules: 'unread' };
  if (seen.seen === 'policy') return { chosen, rules: 'of-aws' };
  return { chosen, rules: seen.seen === 'missing' ? 'missing' : seen.rules };
}
