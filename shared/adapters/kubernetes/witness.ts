import type { V1PolicyRule, V1SubjectAccessReview } from '@kubernetes/client-node';
import type { Role } from '../../domain/estate.ts';
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
    rulesOf: (target, clusterRole, reach) => rulesOf(api, target, clusterRole, reach),
    ask: (target, subject, extents, rules) =>
      mapBounded(questionsOf(extents, rules), askedAtOnce, (question) => ask(api, target, subject, question)),
  };
}

async function rulesOf(
  api: ClusterApi,
  target: Target,
  clusterRole: string,
  reach: Role['scope'],
): Promise<readonly PolicyRule[]> {
  const { cluster } = target;
  const call = { target, broker: 'witness', what: `show ClusterRole ${clusterRole}` } as const;
  const answer = await api(call, ({ rbac }) => rbac.readClusterRole({ name: clusterRole }));
  if (!answer.ok && answer.refusal.code === 404) {
    throw new RoleMissingError(
      `Cluster ${cluster} has no ClusterRole ${clusterRole}. Apply its manifests, or correct access.yaml.`,
    );
  }
  if (!answer.ok) throw refusedCall(call, answer.refusal);
  return (answer.value.rules ?? []).map(asRule).filter((rule) => reach === 'cluster' || isAboutObjects(rule));
}

function asRule(rule: V1PolicyRule): PolicyRule {
  const { verbs, apiGroups = [], resources = [], resourceNames = [], nonResourceURLs } = rule;
  return { verbs, apiGroups, resources, resourceNames, ...(nonResourceURLs && { nonResourceURLs }) };
}

// A rule about URLs has no resources, and means nothing in a namespace.
function isAboutObjects({ resources }: PolicyRule): boolean {
  return resources.length > 0;
}

async function ask(
  api: ClusterApi,
  target: Target,
  subject: Subject,
  { extent, asked, about }: AccessQuestion,
): Promise<AccessEvidence> {
  const call = {
    target,
    broker: 'witness',
    what: `answer whether ${subject.username} may ${asked}`,
  } as const;
  const body = reviewOf(subject, about);
  const answer = await api(call, ({ authorization }) => authorization.createSubjectAccessReview({ body }));
  if (!answer.ok) throw refusedCall(call, answer.refusal);
  const { allowed = false, reason = '', evaluationError = '' } = answer.value.status ?? {};
  return { namespace: extent, asked, allowed, reason: reason === '' ? evaluationError : reason };
}

function reviewOf(subject: Subject, about: AccessQuestion['about']): V1SubjectAccessReview {
  return {
    spec: {
      user: subject.username,
      // The authenticator adds this group to everybody it knows.
      groups: [...subject.groups, 'system:authenticated'],
      extra: Object.fromEntries(Object.entries(subject.extra).map(([key, values]) => [key, [...values]])),
      ...about,
    },
  };
}
