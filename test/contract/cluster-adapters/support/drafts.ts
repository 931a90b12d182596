import type { Instant } from '../../../../shared/domain/instant.ts';
import type { Binding } from '../../../../shared/domain/request.ts';
import type { Namespace } from '../../../../shared/domain/scope.ts';
import type { BindingDraft, Subject } from '../../../../shared/usecases/cluster-ports.ts';
import { newRequestId } from '../../../support/cluster-adapters.ts';

export const payments = 'payments' as Namespace;
export const checkout = 'checkout' as Namespace;
export const alice: Subject = {
  username: 'k8s-access:alice@example.com',
  groups: [],
  extra: { sessionName: ['alice@example.com'] },
};

export function draft(changes: Partial<BindingDraft> = {}): BindingDraft {
  const requestId = changes.requestId ?? newRequestId();
  return {
    requestId,
    namespace: payments,
    name: `k8s-access-${requestId}`,
    clusterRole: 'k8s-access:edit',
    closesAt: '2026-11-21T10:30:00.000Z' as Instant,
    requester: 'alice@example.com',
    approvers: ['bob@example.com', 'dave@example.com'],
    reason: 'payout job stuck, see INC-7 "again"',
    ...changes,
  };
}

export function bindingOf({ namespace, name }: BindingDraft, uid: string): Required<Binding> {
  return { namespace, name, uid };
}
