import { expect } from 'vitest';
import { decide } from '../../shared/domain/decide.ts';
import type { Estate, Rule } from '../../shared/domain/estate.ts';
import type { RequestId } from '../../shared/domain/ids.ts';
import type { Request } from '../../shared/domain/request.ts';
import { hashOfRules } from '../../shared/domain/role-rules.ts';
import { namespacesOf } from '../../shared/domain/scope.ts';
import { raise } from '../../shared/domain/transition.ts';
import { approveLess, type LesserApproval } from '../../shared/usecases/approve-less.ts';
import { Gate } from './in-memory/gate.ts';
import type { World } from './in-memory/world.ts';
import {
  ask,
  asked,
  type bob,
  bySystem,
  durationOf,
  estateAsking,
  scope,
  sha256,
  usergroup,
} from './records.ts';
import { afterChanges, type Story } from './stories.ts';

/**
 * The example estate, in which edit, debug and view of payments and checkout need so many approvals of payments leads,
 * for up to four hours; view alone is automatic by the rule above.
 */
export function wideEstate(quorum = 1): Estate {
  const asking = estateAsking(quorum, usergroup('payments-leads'));
  const widened = (rule: Rule): Rule => {
    const { role: edit, ...where } = scope('prod-eu', 'payments,checkout', 'edit');
    const namespaces = namespacesOf(where);
    const roles = [edit, ...['debug', 'view'].map((role) => scope('prod-eu', 'payments', role).role)];
    return rule.name === 'prod-payments-change'
      ? { ...rule, when: { ...rule.when, namespaces, roles } }
      : rule;
  };
  return { ...asking, rules: asking.rules.map(widened) };
}

/** Alice asks at noon for four hours of prod edit in payments and checkout. */
export function wideStory(estate: Estate = wideEstate()): Story {
  const wanted = { scope: scope('prod-eu', 'payments,checkout', 'edit'), duration: durationOf('4h') };
  const decision = decide(estate, ask(wanted));
  if (decision.outcome === 'refused') throw new Error('the wide estate refuses this');
  return raise({ ...asked(), ...wanted, decision }, sha256);
}

/** The same in a world of that estate, waiting. */
export function pendingWide(world: World, quorum = 1): RequestId {
  world.estate = wideEstate(quorum);
  return world.given(wideStory(world.estate));
}

/** What a request asks for now, to compare. */
export function termsOf({ scope: now, duration, target, rulesHash }: Request) {
  return { scope: now, duration, grant: target.grant, rulesHash };
}

/** What an approver chooses in the form. */
export const choose = (duration: string, namespaces: string, role: string): LesserApproval['wanted'] => ({
  duration: durationOf(duration),
  ...scope('prod-eu', namespaces, role),
});

/** The hash of what a role may do in the cluster now. */
export const hashIn = (world: World, role: string) =>
  hashOfRules(world.cluster('prod-eu').roles.get(`k8s-access:${role}`) ?? [], sha256);

/** The hash of what `edit` did was noted when its approvers were asked. */
export function noteRules(world: World, id: RequestId): void {
  const noted = {
    ...bySystem('advance-approval', 0),
    type: 'note-rules',
    rulesHash: hashIn(world, 'edit'),
  } as const;
  world.given(afterChanges({ request: world.request(id), events: [] }, noted));
}

/** What approvers do with the request that a test is about, and what they are refused, which changes nothing. */
export function approversOf(now: () => { readonly world: World; readonly id: RequestId }) {
  const clickBy = ({ person }: typeof bob) => ({ id: now().id, approver: person });
  const less = (by: typeof bob, duration: string, namespaces: string, role: string, gate = new Gate()) =>
    approveLess(now().world.ports(gate), { ...clickBy(by), wanted: choose(duration, namespaces, role) });
  const refusalOf = async (...choice: Parameters<typeof less>): Promise<unknown> => {
    const { world, id } = now();
    const before = world.request(id);
    const answer = await less(...choice);
    expect(world.request(id)).toEqual(before);
    return answer.outcome === 'refused' ? answer.refusal : undefined;
  };
  return { clickBy, less, refusalOf };
}
