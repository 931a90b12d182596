import { type ApproverSource, sourceInWords } from './approver-source.ts';
import { didYouMean } from './closest.ts';
import { formatDuration } from './duration.ts';
import { extensionSentence } from './extension-sentences.ts';
import { lessSentence } from './less-words.ts';
import type { EarlyEndRefusal, HandOverRefusal, IdentityRefusal, PolicyRefusal, Refusal } from './refusal.ts';
import type { Abandonment, EndCause, StatusWord } from './request.ts';
import { inShort, mismatchInWords } from './rule-words.ts';
import type { Scope } from './scope.ts';

/** Says a refusal to a person: what is wrong, and what to do. Plain text; whoever shows it escapes it. */
export function sentenceFor(refusal: Refusal): string {
  switch (refusal.code) {
    case 'unknown-cluster':
      return `There is no cluster \`${refusal.cluster}\`.${didYouMean(refusal.cluster, refusal.known)} You can ask for ${list(refusal.known)}.`;
    case 'unknown-namespace':
      return `Cluster \`${refusal.cluster}\` has no namespace \`${refusal.namespace}\` that access can be given in.${didYouMean(refusal.namespace, refusal.known)} It has ${list(refusal.known)}.`;
    case 'unknown-role':
      return `There is no role \`${refusal.role}\`.${didYouMean(refusal.role, refusal.known)} You can ask for ${list(refusal.known)}.`;
    case 'no-rule':
      return `No rule allows ${scopeInWords(refusal.scope)}, so it is refused. Ask for a narrower role, or ask your platform team for a rule.`;
    case 'too-long':
      return `\`${formatDuration(refusal.asked)}\` is too long: rule \`${refusal.rule}\` allows at most \`${formatDuration(refusal.longest)}\`. Ask for less.`;
    case 'unknown-request':
      return `There is no request \`${refusal.id}\`. \`/k8s-access list\` shows yours.`;
    case 'illegal-transition':
      return `The request is ${statusInWords(refusal.status)}, so this is no longer possible.`;
    case 'own-request':
      return 'This is your own request, and nobody approves their own. Ask another approver.';
    case 'requester-changed':
      return 'The account that asked was deactivated, became a guest or changed its email address since, so nothing is opened for it. Deny the request; the person can ask again.';
    case 'not-an-approver':
      return `Only ${mentions(refusal.approvers)} can decide on this request, and you are not among them.`;
    case 'on-call-unknown':
      return 'PagerDuty does not answer, so it is not known who is on call. Try again in a minute.';
    case 'approved-before':
      return 'You approved this request already; it still needs somebody else.';
    case 'stage-complete':
      return `What you could approve is approved already; what is missing must come from ${mentions(refusal.open)}.`;
    case 'already-decided':
      return decidedSentence(refusal.status, refusal.by);
    case 'policy-changed':
      return `The policy does not allow it any more: ${sentenceFor(refusal.refusal)}`;
    case 'longer-than-asked':
    case 'namespaces-not-asked':
    case 'extension-keeps-scope':
    case 'other-rule':
    case 'role-not-narrower':
    case 'role-unread':
    case 'role-missing':
    case 'role-changed':
      return lessSentence(refusal);
    case 'not-now-or-not-you':
    case 'reason-pattern':
    case 'ticket-missing':
    case 'too-many-open':
      return policySentence(refusal);
    case 'nobody-else':
    case 'cannot-be-asked':
      return handOverSentence(refusal);
    case 'not-requester':
    case 'decided-before-withdrawal':
    case 'nothing-to-withdraw':
    case 'nothing-to-end':
    case 'ending-already':
    case 'is-extension':
    case 'own-access':
    case 'not-a-revoker':
      return earlyEndSentence(refusal);
    case 'nothing-to-extend':
    case 'extension-under-way':
    case 'no-time-left':
    case 'another-principal':
    case 'too-long-in-all':
    case 'window-over':
      return extensionSentence(refusal);
    default:
      return identitySentence(refusal);
  }
}

function handOverSentence(refusal: HandOverRefusal): string {
  if (refusal.code === 'nobody-else') {
    return 'Nobody else can decide on this request at the moment. Decide yourself; without a decision it lapses.';
  }
  switch (refusal.why) {
    case 'requester':
      return 'They ask for this access themselves, so they cannot decide on it. Choose somebody else.';
    case 'oneself':
      return 'That is you. Choose somebody else, or decide yourself.';
    case 'asked-before':
      return 'You asked them already. Choose somebody else, or decide yourself.';
    case 'account':
      return 'This account cannot approve: it is deactivated, a guest, a bot or from outside the company. Choose somebody else.';
    case 'not-an-approver':
      return `They cannot decide on this request: what is missing must come from ${mentions(refusal.approvers)}. Choose one of those.`;
  }
}

function policySentence(refusal: PolicyRefusal): string {
  switch (refusal.code) {
    case 'not-now-or-not-you': {
      const rules = refusal.rules
        .slice(0, mostRules)
        .map(
          ({ rule, why }) => `rule \`${rule}\` does not, because ${why.map(mismatchInWords).join(', and ')}`,
        );
      const others = refusal.rules.length - rules.length;
      const more = others > 0 ? `; and ${others} more` : '';
      return `No rule covers this requester at this time for ${scopeInWords(refusal.scope)}: ${rules.join('; ')}${more}. Ask when it does, or ask your platform team for a rule.`;
    }
    case 'reason-pattern':
      return `Rule \`${refusal.rule}\` wants another reason: ${refusal.explain}`;
    case 'ticket-missing':
      return `Rule \`${refusal.rule}\` wants a ticket in the reason: ${refusal.explain}`;
    case 'too-many-open': {
      const open = refusal.open.map(
        ({ id, scope, status }) => `\`${id}\` (${scopeInWords(scope)}, ${statusInWords(status)})`,
      );
      return `You have ${open.length} open or on the way, and ${refusal.most} is the most at one time: ${open.join(', ')}. Ask again when one of them is over.`;
    }
  }
}

function scopeInWords({ role, namespaces, cluster }: Scope): string {
  return `\`${role}\` in ${list(namespaces)} on \`${cluster}\``;
}

function earlyEndSentence(refusal: EarlyEndRefusal): string {
  switch (refusal.code) {
    case 'not-requester':
      return notRequesterSentences[refusal.verb];
    case 'decided-before-withdrawal':
      return `Too late to withdraw: the request is ${statusInWords(refusal.status)}. \`/k8s-access release ${refusal.id}\` ends the access.`;
    case 'nothing-to-withdraw':
      return `There is nothing left to withdraw: the request is ${statusInWords(refusal.status)}.`;
    case 'nothing-to-end':
      return nothingToEndSentence(refusal);
    case 'ending-already': {
      const by = refusal.by === undefined ? '' : ` by ${refusal.by}`;
      return `Too late: the access is ${statusInWords(refusal.status)} already, because ${causeInWords(refusal.cause)}${by}.`;
    }
    case 'is-extension':
      return `This is an extension of \`${refusal.of}\`, which holds the access: \`/k8s-access ${refusal.verb} ${refusal.of}\` ends it.`;
    case 'own-access':
      return `This is your own access, which you need no reason to end: \`/k8s-access release ${refusal.id}\`.`;
    case 'not-a-revoker':
      return `Only ${mentions(refusal.revokers)} can revoke this access, and you are not among them.`;
  }
}

const notRequesterSentences = {
  withdraw: 'This is somebody else’s request, and only they can withdraw it. Approvers deny it on its card.',
  release:
    'This is somebody else’s access, and only they can release it. Approvers and security revoke it: `/k8s-access revoke <id> <reason...>`.',
  extend:
    'This is somebody else’s access, and only they can ask for more time. `/k8s-access` asks for access of your own.',
} as const;

function nothingToEndSentence(refusal: Extract<EarlyEndRefusal, { code: 'nothing-to-end' }>): string {
  if (refusal.status !== 'pending')
    return `There is no access to end: the request is ${statusInWords(refusal.status)}.`;
  return refusal.verb === 'release'
    ? `Nothing is open yet. \`/k8s-access withdraw ${refusal.id}\` takes the request back.`
    : 'Nothing is open yet: the request is waiting for approval. Deny it on its card.';
}

function identitySentence(refusal: IdentityRefusal): string {
  switch (refusal.code) {
    case 'unknown-person':
      return 'Slack does not know this account. Ask a Slack administrator.';
    case 'deactivated':
      return 'This Slack account is deactivated, so it cannot be given access.';
    case 'bot':
      return 'Access is for people; a bot cannot ask for it or approve it.';
    case 'guest':
      return 'Guests of the workspace cannot ask for access or approve it. Ask a full member.';
    case 'stranger':
      return 'People from other organizations cannot ask for access here or approve it.';
    case 'unconfirmed-email':
      return 'Your Slack email address is not confirmed. Confirm it in your Slack account settings, then ask again.';
    case 'unusable-email':
      return `The address \`${refusal.email}\` cannot be a cluster username: use one of at most 64 letters, digits, dots, hyphens and underscores, without a plus sign.`;
    case 'foreign-email':
      return `\`${refusal.email}\` is not an address of ${list(refusal.domains)}, so it cannot be given access.`;
  }
}

function decidedSentence(status: StatusWord, by: readonly string[]): string {
  const who = by.length > 0 ? ` by ${by.join(' and ')}` : '';
  switch (status) {
    case 'denied':
      return `Too late: the request was denied${who}.`;
    case 'withdrawn':
      return `Too late: the request was withdrawn${who}.`;
    case 'lapsed':
      return 'Too late: nobody decided in time, so the request lapsed. It can be asked again.';
    default:
      return `Too late: the request was already approved${who} and is now ${statusInWords(status)}.`;
  }
}

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
    deactivated: 'the account was deactivated',
    drift: 'it was changed in the cluster',
  }[cause];
}

export function problemInWords(problem: Abandonment['why']): string {
  return {
    'too-late':
      'It could not be opened in time: within 30 minutes of its approval and before its own end. Nothing opens unattended. Ask again.',
    'rules-changed':
      'What the role may do has changed in the cluster since it was approved. Ask again, so that approvers see the change.',
    'role-missing': 'The cluster does not have the role. Tell your platform team.',
    'namespace-missing': 'The cluster does not have the namespace. Tell your platform team.',
    'entry-not-usable':
      'The cluster already has an access entry for your IAM role which does not tell people apart. Tell your platform team.',
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

/** How many rules a sentence explains before it only counts the rest. */
const mostRules = 3;

/** Names in quotes, such as `a`, `b`, 3 more. */
export function list(items: readonly string[]): string {
  return items.length === 0 ? 'nothing' : inShort(items.map((item) => `\`${item}\``));
}

function mentions(sources: readonly ApproverSource[]): string {
  return sources.length === 0 ? 'nobody' : sources.map(sourceInWords).join(' or ');
}
