import { isNonEmpty } from '../domain/brand.ts';
import type { AccessPolicyGrant } from '../domain/grant.ts';
import { secondsAfter } from '../domain/instant.ts';
import {
  addShare,
  isOfLease,
  isSame,
  type PolicyLease,
  type PolicyOnEntry,
  removeShare,
  settleChange,
  settleWithoutCall,
  wantedBy,
} from '../domain/policy-lease.ts';
import { isTerminal, type Request } from '../domain/request.ts';
import { namespacesOf } from '../domain/scope.ts';
import { DependencyError, EntryBusyError, PolicyTakenError } from './errors.ts';
import type { PolicyPorts } from './policy-ports.ts';
import type { Clock, Requests } from './ports.ts';

export interface HoldPolicyPorts extends PolicyPorts {
  readonly requests: Requests;
  readonly clock: Clock;
}

/** Longer than a function may run, so that after it no call of a dead one can still be on its way. */
const changeSeconds = 90;

/**
 * Has the access policy associated with the person's entry in the namespaces of the request, beside those of their other
 * requests. Repeating this changes nothing.
 * @throws EntryBusyError while another request changes the association
 * @throws PolicyTakenError where the entry has an association of the policy that is not ours
 */
export async function holdPolicy(
  ports: HoldPolicyPorts,
  request: Request,
  grant: AccessPolicyGrant,
): Promise<void> {
  const on = policyOn(request, grant);
  const namespaces = namespacesOf(request.scope);
  if (!isNonEmpty(namespaces)) throw new Error('unreachable: an access policy is given in namespaces');
  const before = await leaseOn(ports, on, request);
  const turn = addShare(before, on, { request: request.id, namespaces }, timesOf(ports));
  if (turn.outcome === 'nothing-to-do') return;
  const lease = await begin(ports, turn);
  const found = await ports.policies.find(request.target, on.principalArn, on.policyArn);
  if (found !== undefined && !isOfLease(before, found.namespaces)) {
    // Nothing was called yet, unless by an earlier try.
    if (before?.change === undefined) await settle(ports, withoutShare(lease, request));
    throw new PolicyTakenError(
      `the entry of ${on.principalArn} in ${on.cluster} has ${on.policyArn} already`,
    );
  }
  await bring(ports, request, lease, 'granter');
}

/**
 * Ends the request's share of the policy; the last one dissociates it. An association that is not ours, or that somebody
 * changed, is left alone.
 * @throws EntryBusyError while a call that wanted something else can still land
 */
export async function letGoOfPolicy(
  ports: HoldPolicyPorts,
  request: Request,
  grant: AccessPolicyGrant,
): Promise<void> {
  const on = policyOn(request, grant);
  const before = await leaseOn(ports, on, request);
  const turn = removeShare(before, request.id, timesOf(ports));
  if (turn.outcome === 'nothing-to-do') return;
  const lease = await begin(ports, turn);
  const found = await ports.policies.find(request.target, on.principalArn, on.policyArn);
  if (found === undefined && isNonEmpty(wantedBy(lease))) {
    await ports.policyLeases.write(settleWithoutCall(lease));
  } else if (found === undefined || isOfLease(before, found.namespaces)) {
    await bring(ports, request, lease, 'revoker');
  } else await settle(ports, lease);
}

/** The policy on the entry of the request's principal. */
export function policyOn({ target, principal }: Request, { arn }: AccessPolicyGrant): PolicyOnEntry {
  return { cluster: target.cluster, principalArn: principal.arn, policyArn: arn };
}

// A share that was long on its way to the table can come after the end of its request, and nobody may be given it again.
async function leaseOn(
  { policyLeases, requests }: HoldPolicyPorts,
  on: PolicyOnEntry,
  { id }: Request,
): Promise<PolicyLease | undefined> {
  const lease = await policyLeases.find(on);
  if (lease === undefined) return undefined;
  const others = lease.shares.filter(({ request }) => request !== id);
  const found = await Promise.all(others.map(({ request }) => requests.find(request)));
  const over = new Set(found.flatMap((one) => (one !== undefined && isTerminal(one) ? [one.id] : [])));
  return { ...lease, shares: lease.shares.filter(({ request }) => !over.has(request)) };
}

async function begin(
  { policyLeases }: HoldPolicyPorts,
  turn: Exclude<ReturnType<typeof addShare>, { outcome: 'nothing-to-do' }>,
): Promise<PolicyLease> {
  if (turn.outcome === 'busy')
    throw new EntryBusyError('the association of the access policy is being changed');
  await policyLeases.write(turn.lease);
  return turn.lease;
}

async function bring(
  ports: HoldPolicyPorts,
  { target }: Request,
  lease: PolicyLease,
  broker: 'granter' | 'revoker',
): Promise<void> {
  const { principalArn, policyArn } = lease;
  const { policies } = ports;
  const wanted = wantedBy(lease);
  if (isNonEmpty(wanted)) await policies.associate(target, principalArn, policyArn, wanted, broker);
  else await policies.dissociate(target, principalArn, policyArn);
  const left = await policies.find(target, principalArn, policyArn);
  if (!isSame(wanted, left === undefined ? [] : (left.namespaces ?? ['*']))) {
    throw new DependencyError(`EKS does not list ${policyArn} of ${principalArn} as it was written`);
  }
  await settle(ports, lease);
}

async function settle({ policyLeases }: HoldPolicyPorts, lease: PolicyLease): Promise<void> {
  const settled = settleChange(lease);
  await (settled === undefined ? policyLeases.remove(lease) : policyLeases.write(settled));
}

function withoutShare(lease: PolicyLease, { id }: Request): PolicyLease {
  return { ...lease, shares: lease.shares.filter(({ request }) => request !== id) };
}

function timesOf({ clock }: HoldPolicyPorts) {
  return { now: clock(), deadline: secondsAfter(clock(), changeSeconds) };
}
