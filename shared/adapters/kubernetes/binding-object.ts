import type { RequestId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import { wholeCluster } from '../../domain/scope.ts';
import { manager } from '../../domain/standing-binding.ts';
import type { BindingDraft, EndLabel } from '../../usecases/cluster-ports.ts';
import { DependencyError } from '../../usecases/errors.ts';
import type { BindingObject } from './binding-calls.ts';

export const requestLabel = 'k8s-access/request';
export const managerLabel = 'app.kubernetes.io/managed-by';
const ttlLabel = 'cleanup.kyverno.io/ttl';
const closesAtAnnotation = 'k8s-access/closes-at';
const rbacGroup = 'rbac.authorization.k8s.io';

/** The binding of a draft, which names nobody yet. */
export function bindingOf(draft: BindingDraft): BindingObject {
  return {
    metadata: {
      name: draft.name,
      ...(draft.namespace === wholeCluster ? {} : { namespace: draft.namespace }),
      labels: {
        [managerLabel]: manager,
        [requestLabel]: draft.requestId,
        [ttlLabel]: kyvernoTime(draft.closesAt),
      },
      annotations: {
        [closesAtAnnotation]: draft.closesAt,
        'k8s-access/requester': draft.requester,
        'k8s-access/approvers': draft.approvers.join(', '),
        'k8s-access/reason': draft.reason,
      },
    },
    roleRef: { apiGroup: rbacGroup, kind: 'ClusterRole', name: draft.clusterRole },
    subjects: [],
  };
}

/** What is merged into the binding of this uid, and only into it, to name the person. */
export function subjectPatch(uid: string, username: string) {
  return { metadata: { uid }, subjects: [{ apiGroup: rbacGroup, kind: 'User', name: username }] };
}

/**
 * What is merged into the binding of this uid, as it was read, to move the end that it tells. Each extension leaves its
 * id, so that the binding is another version after it, which a late patch of an earlier one no longer fits.
 */
export function endPatch({ metadata }: BindingObject, uid: string, { closesAt, extension }: EndLabel) {
  return {
    metadata: {
      uid,
      resourceVersion: metadata?.resourceVersion,
      labels: { [ttlLabel]: kyvernoTime(closesAt) },
      annotations: { [closesAtAnnotation]: closesAt, 'k8s-access/extension': extension },
    },
  };
}

/** Whether a binding was made for the request. */
export function isOurs({ metadata }: BindingObject, requestId: RequestId): boolean {
  return metadata?.labels?.[requestLabel] === requestId;
}

/** @throws DependencyError for a binding without a uid, under which anything might be patched and deleted */
export function uidOf({ metadata }: BindingObject): string {
  if (metadata?.uid) return metadata.uid;
  throw new DependencyError(`The cluster answered with a binding ${metadata?.name} that has no uid.`);
}

/** `2026-11-21T103000Z`: ISO 8601 without what a label may not hold. Source: Kyverno, cleanup by TTL label. */
function kyvernoTime(instant: Instant): string {
  return instant.replaceAll(':', '').replace(/\.\d+Z$/, 'Z');
}
