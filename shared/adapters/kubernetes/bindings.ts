import type { V1RoleRef } from '@kubernetes/client-node';
import type { RequestId } from '../../domain/ids.ts';
import type { Binding, ClusterRef, Target } from '../../domain/request.ts';
import type { BindingDraft, Bindings, EndLabel } from '../../usecases/cluster-ports.ts';
import { BindingLostError, NameTakenError } from '../../usecases/errors.ts';
import { type BindingObject, bindingInWords, callsOn } from './binding-calls.ts';
import { listBindings } from './binding-list.ts';
import { bindingOf, endPatch, isOurs, subjectPatch, uidOf } from './binding-object.ts';
import type { ClusterApi } from './cluster-api.ts';
import { creationProblem } from './creation-problem.ts';
import { type Call, refusedCall } from './failure.ts';
import { namespaceState } from './namespace-state.ts';

/** Bindings in EKS clusters, of namespaces and of whole clusters: the granter creates and patches them, the revoker finds and deletes them. */
export function bindings(api: ClusterApi): Bindings {
  return {
    create: (target, draft) => create(api, target, draft),
    addSubject: (target, binding, username) => addSubject(api, target, binding, username),
    relabel: (target, binding, end) => relabel(api, target, binding, end),
    findUid: (target, binding, requestId) => findUid(api, target, binding, requestId),
    remove: (target, binding) => remove(api, target, binding),
    isTaken: (target, binding, requestId) => isTaken(api, target, binding, requestId),
    list: (target) => listBindings(api, target),
  };
}

async function create(api: ClusterApi, target: Target, draft: BindingDraft): Promise<string> {
  const call = callOn('create', target, 'granter', draft);
  const answer = await api(call, ({ rbac }) => callsOn(rbac, draft).create(bindingOf(draft)));
  if (answer.ok) return uidOf(answer.value);
  if (answer.refusal.reason === 'AlreadyExists') return uidOfEarlierTry(api, target, draft);
  throw await creationProblem(api, call, draft, answer.refusal);
}

async function uidOfEarlierTry(api: ClusterApi, target: Target, draft: BindingDraft): Promise<string> {
  const { requestId, clusterRole } = draft;
  const call = callOn('show', target, 'granter', draft);
  const answer = await api(call, ({ rbac }) => callsOn(rbac, draft).read());
  if (!answer.ok) throw refusedCall(call, answer.refusal);
  // Anyone who may write bindings could have planted one with our label, to have us name the person in more.
  const asDrafted = isOurs(answer.value, requestId) && isClusterRole(answer.value.roleRef, clusterRole);
  if (asDrafted) return uidOf(answer.value);
  throw new NameTakenError(
    `In ${target.cluster} stands ${bindingInWords(draft)} that k8s-access did not make. Remove or rename it.`,
  );
}

function isClusterRole(roleRef: V1RoleRef, name: string): boolean {
  return roleRef.kind === 'ClusterRole' && roleRef.name === name;
}

async function addSubject(
  api: ClusterApi,
  target: Target,
  binding: Required<Binding>,
  username: string,
): Promise<void> {
  const { uid } = binding;
  const call = callOn('name the person in', target, 'granter', binding);
  const answer = await api(call, ({ rbac }) => callsOn(rbac, binding).patch(subjectPatch(uid, username)));
  if (answer.ok) return;
  if (await standing(api, target, binding)) throw refusedCall(call, answer.refusal);
  throw lost(target, binding);
}

async function relabel(
  api: ClusterApi,
  target: Target,
  binding: Required<Binding>,
  end: EndLabel,
): Promise<void> {
  const { uid } = binding;
  const found = await standing(api, target, binding);
  if (found === undefined) throw lost(target, binding);
  const call = callOn('move the end of', target, 'granter', binding);
  const answer = await api(call, ({ rbac }) => callsOn(rbac, binding).patch(endPatch(found, uid, end)));
  if (!answer.ok) throw refusedCall(call, answer.refusal);
}

function lost({ cluster }: Target, binding: Binding): BindingLostError {
  return new BindingLostError(`Somebody removed ${bindingInWords(binding)} of ${cluster}.`);
}

/**
 * The binding of this uid, if it still stands. Asked after a refused patch, because another uid is refused as 422
 * or as 409 according to the server's version, and 409 also says that someone else was faster.
 */
async function standing(
  api: ClusterApi,
  target: Target,
  binding: Required<Binding>,
): Promise<BindingObject | undefined> {
  const { namespace, uid } = binding;
  const call = callOn('show', target, 'granter', binding);
  const answer = await api(call, ({ rbac }) => callsOn(rbac, binding).read());
  if (answer.ok) return uidOf(answer.value) === uid ? answer.value : undefined;
  if (answer.refusal.code === 404) return undefined;
  if (answer.refusal.code === 403 && (await namespaceState(api, target, namespace)) === 'missing') {
    return undefined;
  }
  throw refusedCall(call, answer.refusal);
}

async function findUid(
  api: ClusterApi,
  target: Target,
  binding: Binding,
  requestId: RequestId,
): Promise<string | undefined> {
  const { namespace } = binding;
  const call = callOn('show', target, 'revoker', binding);
  const answer = await api(call, ({ rbac }) => callsOn(rbac, binding).read());
  if (answer.ok) return isOurs(answer.value, requestId) ? uidOf(answer.value) : undefined;
  if (answer.refusal.code === 404) return undefined;
  if (answer.refusal.code === 403 && (await namespaceState(api, target, namespace)) === 'missing') {
    return undefined;
  }
  throw refusedCall(call, answer.refusal);
}

async function isTaken(
  api: ClusterApi,
  target: Target,
  binding: Binding,
  requestId: RequestId,
): Promise<boolean> {
  const call = callOn('show', target, 'revoker', binding);
  const answer = await api(call, ({ rbac }) => callsOn(rbac, binding).read());
  return answer.ok && !isOurs(answer.value, requestId);
}

async function remove(api: ClusterApi, target: ClusterRef, binding: Required<Binding>): Promise<void> {
  const { namespace, uid } = binding;
  const call = callOn('delete', target, 'revoker', binding);
  const body = { preconditions: { uid } };
  const answer = await api(call, ({ rbac }) => callsOn(rbac, binding).remove(body));
  // 404: gone already; 409: another binding has taken its name.
  if (answer.ok || answer.refusal.code === 404 || answer.refusal.code === 409) return;
  if (answer.refusal.code === 403 && (await namespaceState(api, target, namespace)) === 'missing') return;
  throw refusedCall(call, answer.refusal);
}

function callOn(
  verb: string,
  target: ClusterRef,
  broker: Call['broker'],
  binding: Pick<Binding, 'namespace' | 'name'>,
): Call {
  return { target, broker, what: `${verb} ${bindingInWords(binding)}` };
}
