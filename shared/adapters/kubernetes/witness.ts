import type { V1SubjectAccessReview } from '@kubernetes/client-node';
import type { AccessEvidence, PolicyRule } from '../../domain/evidence.ts';
import type { Target } from '../../domain/request.ts';
import type { Subject, Witness } from '../../usecases/cluster-ports.ts';
import { RoleMissingError } from '../../usecases/errors.ts';
import { mapBounded } from '../../usecases/map-bounded.ts';
import { type AccessQuestion, questionsOf } from './access-question.ts';
import type { ClusterApi } from './cluster-api.ts';
import { refusedCall } from './failure.ts';

// Questions under way at once; API servers share a few hundred places among all their clients.
const askedAtOnce = 8;

/** What EKS clusters say of themselves, asked by the broker that may only ask. */
export function witness(api: ClusterApi): Witness {
  return {
    rulesOf: (target, clusterRole) => rulesOf(api, target, clusterRole),
    ask: (target, subject, namespaces, rules) =>
      mapBounded(questionsOf(namespaces, rules), askedAtOnce, (question) =>
        ask(api, target, subject, question),
      ),
  };
}

async function rulesOf(api: ClusterApi, target: Target, clusterRole: string): Promise<readonly PolicyRule[]> {
  const { cluster } = target;
  const call = { target, broker: 'witness', what: `show ClusterRole ${clusterRole}` } as const;
  const answer = await api(call, ({ rbac }) => rbac.readClusterRole({ name: clusterRole }));
  if (!answer.ok && answer.refusal.code === 404) {
    throw new RoleMissingError(
      `Cluster ${cluster} has no ClusterRole ${clusterRole}. Apply its manifests, or correct access.yaml.`,
    );
  }
  if (!answer.ok) throw refusedCall(call, answer.refusal);
  // A rule about URLs has no resources, and means nothing in a namespace.
  return (answer.value.rules ?? [])
    .filter(({ resources = [] }) => resources.length > 0)
    .map(({ verbs, apiGroups = [], resources = [], resourceNames = [] }) => ({
      verbs,
      apiGroups,
      resources,
      resourceNames,
    }));
}

async function ask(
  api: ClusterApi,
  target: Target,
  subject: Subject,
  { namespace, asked, attributes }: AccessQuestion,
): Promise<AccessEvidence> {
  const call = {
    target,
    broker: 'witness',
    what: `answer whether ${subject.username} may ${asked}`,
  } as const;
  const body = reviewOf(subject, attributes);
  const answer = await api(call, ({ authorization }) => authorization.createSubjectAccessReview({ body }));
  if (!answer.ok) throw refusedCall(call, answer.refusal);
  const { allowed = false, reason = '', evaluationError = '' } = answer.value.status ?? {};
  return { namespace, asked, allowed, reason: reason === '' ? evaluationError : reason };
}

function reviewOf(subject: Subject, resourceAttributes: AccessQuestion['attributes']): V1SubjectAccessReview {
  return {
    spec: {
      user: subject.username,
      // The authenticator adds this group to everybody it knows.
      groups: [...subject.groups, 'system:authenticated'],
      extra: Object.fromEntries(Object.entries(subject.extra).map(([key, values]) => [key, [...values]])),
      resourceAttributes,
    },
  };
}
