import { lossInWords } from './identity-loss.ts';
import type { Abandonment, EndCause, Lapse, StatusWord } from './request.ts';

// Where a request stands and why, in parts of sentences for people.

export function statusInWords(status: StatusWord): string {
  return {
    pending: 'waiting for approval',
    approved: 'approved and opening',
    active: 'open',
    closing: 'closing',
    ended: 'over',
    applied: 'applied',
    denied: 'denied',
    lapsed: 'lapsed',
    withdrawn: 'withdrawn',
    failed: 'failed',
  }[status];
}

export function causeInWords(cause: EndCause): string {
  return {
    expired: 'its time was up',
    released: 'it was released early',
    revoked: 'it was revoked',
    deactivated: 'the requester lost the right to it',
    drift: 'it was changed in the cluster',
  }[cause];
}

export function problemInWords(problem: Abandonment['why']): string {
  return {
    'too-late':
      'It could not be opened in time: within 30 minutes of its approval and before its own end. Nothing opens unattended. Ask again.',
    'not-paged':
      'Nobody could be paged within 10 seconds, and nothing opens unseen. Call whoever is on call, or ask with `/k8s-access`.',
    'rules-changed':
      'What the role may do has changed in the cluster since it was approved. Ask again, so that approvers see the change.',
    'role-missing': 'The cluster does not have the role. Tell your platform team.',
    'namespace-missing': 'The cluster does not have the namespace. Tell your platform team.',
    'entry-not-usable':
      'The cluster already has an access entry for your IAM role which does not tell people apart. Tell your platform team.',
    'username-not-fenced':
      'The cluster’s own access entry for your IAM role gives you a name that its admission policies do not know. Ask your platform team to add what it begins with to the cluster’s `adoptedUsernames` in access.yaml, and to apply its manifest again.',
    'no-access-entries':
      'The cluster takes no access entries: its authentication mode is CONFIG_MAP. Ask your platform team to make it API_AND_CONFIG_MAP.',
    'entry-for-nodes':
      'The cluster has an access entry for your IAM role which is for nodes, not for people. Tell your platform team.',
    'entry-changed':
      'Somebody changed the access entry that k8s-access made for your IAM role in the cluster. Tell your platform team; it is made anew once no access rests on it.',
    'entry-limit':
      'The cluster has as many access entries as EKS allows, so none could be made for your IAM role. Tell your platform team.',
    'principal-refused':
      'AWS does not accept your IAM role: it was deleted or renamed, or must not be let into clusters. Tell your platform team.',
    'policy-taken':
      'Your access entry in the cluster already has this access policy, and k8s-access did not give it. Tell your platform team.',
    'policy-for-others':
      'An access policy counts for everybody who shares an IAM role or an access entry, so it is given only through an entry that k8s-access makes for a role of your own. Tell your platform team.',
    'name-taken': 'The cluster has a binding of that name which is not ours. Tell your platform team.',
    'no-evidence':
      'The cluster did not confirm the access after it was set up, so it was taken back. Ask again; if it happens twice, tell your platform team.',
    'cluster-failing':
      'The cluster or AWS kept failing while the access was being set up. Ask again in a few minutes.',
    'window-over':
      'The access was over, or being taken away, before its end could be moved. `/k8s-access` asks for access anew.',
    'binding-gone':
      'Somebody removed or replaced what the access rests on in the cluster, so its end was not moved. Tell your platform team.',
    'not-extended':
      'The cluster or AWS kept failing, so the end of the access was not moved. Ask again in a few minutes.',
  }[problem];
}

/** Why a request lapsed, as the rest of a sentence. */
export function lapseInWords({ windowOver, loss }: Lapse): string {
  if (loss !== undefined) return `the request lapsed, because ${lossInWords(loss)}.`;
  if (windowOver) return 'the access was over before anybody decided, so the request lapsed.';
  return 'nobody decided in time, so the request lapsed. It can be asked again.';
}
