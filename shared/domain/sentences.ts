import { approveCommand } from './assurance.ts';
import { breakGlassSentence } from './break-glass-words.ts';
import { callerSentence } from './caller-sentences.ts';
import { didYouMean } from './closest.ts';
import { formatDuration } from './duration.ts';
import { earlyEndSentence } from './early-end-sentences.ts';
import { extensionSentence } from './extension-sentences.ts';
import { identitySentence } from './identity-sentences.ts';
import { lessSentence } from './less-words.ts';
import { linkSentence } from './link-sentences.ts';
import { list, mentions } from './names-in-words.ts';
import type { ApprovalRefusal, HandOverRefusal, PolicyRefusal, Refusal } from './refusal.ts';
import { mismatchInWords } from './rule-words.ts';
import { isClusterWide, type Scope } from './scope.ts';
import { lapseInWords, statusInWords } from './status-words.ts';

/** Says a refusal to a person: what is wrong, and what to do. Plain text; whoever shows it escapes it. */
export function sentenceFor(refusal: Refusal): string {
  switch (refusal.code) {
    case 'unknown-cluster':
      return `There is no cluster \`${refusal.cluster}\`.${didYouMean(refusal.cluster, refusal.known)} You can ask for ${list(refusal.known)}.`;
    case 'unknown-namespace':
      return `Cluster \`${refusal.cluster}\` has no namespace \`${refusal.namespace}\` that access can be given in.${didYouMean(refusal.namespace, refusal.known)} It has ${list(refusal.known)}.`;
    case 'unknown-role':
      return `There is no role \`${refusal.role}\`.${didYouMean(refusal.role, refusal.known)} You can ask for ${list(refusal.known)}.`;
    case 'needs-own-principal':
      return `Role \`${refusal.role}\` is an EKS access policy, which would count for everybody who shares your IAM role. Ask for another role, or ask your platform team for an IAM role of your own.`;
    case 'role-is-cluster-wide':
      return `Role \`${refusal.role}\` is given in the whole cluster. Choose the whole cluster, or type \`*\` in place of the namespaces.`;
    case 'role-is-in-namespaces':
      return `Role \`${refusal.role}\` is given in namespaces, not in the whole cluster. Name those that you need of ${list(refusal.known)}.`;
    case 'no-rule':
      return `No rule allows ${scopeInWords(refusal.scope)}, so it is refused. Ask for a narrower role, or ask your platform team for a rule.`;
    case 'too-long':
      return `\`${formatDuration(refusal.asked)}\` is too long: rule \`${refusal.rule}\` allows at most \`${formatDuration(refusal.longest)}\`. Ask for less.`;
    case 'unknown-request':
      return `There is no request \`${refusal.id}\`. \`/k8s-access list\` shows yours.`;
    case 'may-not-sweep':
      return `Only members of @${refusal.usergroup} can have the clusters swept, and you are not among them. They are swept every five minutes by themselves.`;
    case 'illegal-transition':
      return `The request is ${statusInWords(refusal.status)}, so this is no longer possible.`;
    case 'own-request':
      return 'This is your own request, and nobody approves their own. Ask another approver.';
    case 'requester-changed':
      return 'The account that asked was deactivated, became a guest, or stands for another AWS identity since (by its email address or its link), so nothing is opened for it. Deny the request; the person can ask again.';
    case 'not-an-approver':
      return `Only ${mentions(refusal.approvers)} can decide on this request, and you are not among them.`;
    case 'on-call-unknown':
      return 'PagerDuty does not answer, so it is not known who is on call. Try again in a minute.';
    case 'approved-before':
      return 'You approved this request already; it still needs somebody else.';
    case 'session-needed':
      return `Approvals of this request count only when your AWS session signs them. Type \`${approveCommand(refusal)}\` in a terminal.`;
    case 'stage-complete':
      return `What you could approve is approved already; what is missing must come from ${mentions(refusal.open)}.`;
    case 'already-decided':
      return decidedSentence(refusal);
    case 'policy-changed':
      return `The policy does not allow it any more: ${sentenceFor(refusal.refusal)}`;
    case 'longer-than-asked':
    case 'namespaces-not-asked':
    case 'extension-keeps-scope':
    case 'other-rule':
    case 'role-not-narrower':
    case 'role-unread':
    case 'role-missing':
    case 'role-of-aws':
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
    case 'no-break-glass':
    case 'no-break-glass-for-you':
    case 'no-drill':
    case 'drill-under-way':
    case 'break-glass-open':
    case 'too-many-uses':
    case 'not-extended-again':
    case 'own-use':
    case 'not-a-reviewer':
    case 'reviewed-before':
    case 'nothing-to-review':
      return breakGlassSentence(refusal);
    case 'caller-not-a-person':
    case 'code-unknown':
    case 'another-principal-called':
    case 'another-session-called':
    case 'linked-to-another':
    case 'not-security':
    case 'own-link':
    case 'not-linked':
      return linkSentence(refusal);
    case 'unknown-caller':
    case 'outside-organization':
    case 'no-slack-account':
    case 'slack-needed':
    case 'key-used':
      return callerSentence(refusal);
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

/** How many rules a sentence explains before it only counts the rest. */
const mostRules = 3;

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
  return isClusterWide({ namespaces })
    ? `\`${role}\` in the whole cluster \`${cluster}\``
    : `\`${role}\` in ${list(namespaces)} on \`${cluster}\``;
}

function decidedSentence({
  status,
  by,
  ...lapse
}: Extract<ApprovalRefusal, { code: 'already-decided' }>): string {
  const who = by.length > 0 ? ` by ${by.join(' and ')}` : '';
  switch (status) {
    case 'denied':
      return `Too late: the request was denied${who}.`;
    case 'withdrawn':
      return `Too late: the request was withdrawn${who}.`;
    case 'lapsed':
      return `Too late: ${lapseInWords(lapse)}`;
    default:
      return `Too late: the request was already approved${who} and is now ${statusInWords(status)}.`;
  }
}
