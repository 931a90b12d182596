import { type AccessEvidence, standingAccess } from '../domain/evidence.ts';
import { boundRole } from '../domain/grant.ts';
import type { Request, Window } from '../domain/request.ts';
import { reachOf } from '../domain/scope.ts';
import { bindingNameOf } from '../domain/window.ts';
import type { Bindings, Witness } from './cluster-ports.ts';
import { DependencyError, RoleMissingError } from './errors.ts';
import { policyEvidence } from './policy-evidence.ts';
import type { PolicyPorts } from './policy-ports.ts';
import { subjectOf } from './subject.ts';

export interface ProveGonePorts extends Pick<PolicyPorts, 'policies'> {
  readonly bindings: Pick<Bindings, 'isTaken'>;
  readonly witness: Witness;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** The authorizer learns of a deletion through a watch; it is asked this often, this many milliseconds apart. */
const tries = 15;
const pause = 200;

/**
 * Asks the cluster until none of our bindings allows the person anything, and answers its last word: what it still
 * allows then comes from someone else's binding, be it planted under the very name of ours.
 * @throws DependencyError when our own binding still counts after several seconds
 */
export async function proveGone(
  ports: ProveGonePorts,
  request: Request,
  window: Window,
): Promise<readonly AccessEvidence[]> {
  const { grant } = request.target;
  // What EKS lists still is somebody else's, or another request's: ours was seen gone when it was taken away.
  if (grant.kind === 'access-policy') return policyEvidence(ports, request, grant);
  // As the RBAC authorizer names it: RoleBinding "name/namespace", ClusterRoleBinding "name".
  const name = bindingNameOf(request.id);
  const isOurs = ({ reason }: AccessEvidence) => reason.includes(`"${name}/`) || reason.includes(`"${name}"`);
  for (let count = 1; count <= tries; count += 1) {
    const evidence = await askAll(ports.witness, request, window);
    const throughOurs = standingAccess(evidence).filter(isOurs);
    if (throughOurs.length === 0) return evidence;
    if (count === tries && (await areStrangers(ports, request, throughOurs))) return evidence;
    await ports.pause(pause);
  }
  throw new DependencyError(
    `the cluster still allows ${window.username} what the window of ${request.id} allowed`,
  );
}

// Ours are deleted by now, so a binding without our label that stands under their name was put there by somebody else.
async function areStrangers(
  { bindings }: ProveGonePorts,
  { id, target }: Request,
  allowed: readonly AccessEvidence[],
): Promise<boolean> {
  const name = bindingNameOf(id);
  const namespaces = [...new Set(allowed.map(({ namespace }) => namespace))];
  const taken = namespaces.map((namespace) => bindings.isTaken(target, { namespace, name }, id));
  return (await Promise.all(taken)).every((is) => is);
}

async function askAll(
  witness: Witness,
  request: Request,
  window: Window,
): Promise<readonly AccessEvidence[]> {
  try {
    const rules = await witness.rulesOf(
      request.target,
      boundRole(request.target.grant),
      reachOf(request.scope),
    );
    return await witness.ask(request.target, subjectOf(request, window), request.scope.namespaces, rules);
  } catch (error) {
    // A role that was deleted meanwhile allows nothing to anybody.
    if (error instanceof RoleMissingError) return [];
    throw error;
  }
}
