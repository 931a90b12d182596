import type { Verdict } from './break-glass.ts';
import { list, mentions } from './names-in-words.ts';
import type { BreakGlassRefusal } from './refusal.ts';
import { mismatchInWords } from './rule-words.ts';
import type { Scope } from './scope.ts';
import { statusInWords } from './status-words.ts';

/** A verdict as reviewers choose and read it. */
export function verdictInWords(verdict: Verdict): string {
  return { justified: 'justified', 'not-justified': 'not justified', 'follow-up': 'needs follow-up' }[
    verdict
  ];
}

/** Says a refusal about break-glass to a person. */
export function breakGlassSentence(refusal: BreakGlassRefusal): string {
  switch (refusal.code) {
    case 'no-break-glass': {
      const why = refusal.rules.map(
        ({ rule, why: mismatches }) =>
          `rule \`${rule}\` does not, because ${mismatches.map(mismatchInWords).join(', and ')}`,
      );
      return `No rule lets you open ${scopeInWords(refusal.scope)} without approval${why.length === 0 ? '' : `: ${why.join('; ')}`}. Ask for it with \`/k8s-access\`, or ask whoever is on call.`;
    }
    case 'no-break-glass-for-you':
      return 'No rule lets you open anything without approval. Ask with `/k8s-access`, or ask whoever is on call.';
    case 'no-drill':
      return 'No rule that lets you break the glass has a drill. Whoever runs k8s-access adds one as `drill` to a rule of `breakGlass` in `access.yaml`.';
    case 'drill-under-way':
      return `Your drill \`${refusal.id}\` is under way already. Its channel is told how it ends; start another one then.`;
    case 'break-glass-open':
      return `You have ${scopeInWords(refusal.scope)} open or on the way already: \`${refusal.id}\`. \`/k8s-access status ${refusal.id}\` shows it.`;
    case 'too-many-uses':
      return `Rule \`${refusal.rule}\` lets one person break the glass ${refusal.most} times in 24 hours, and you have. Ask whoever is on call to do it, or ask with \`/k8s-access\`.`;
    case 'not-extended-again':
      return 'A break-glass gets no more time. Ask with `/k8s-access`, or break the glass again when it is over.';
    case 'own-use':
      return 'You broke the glass yourself, and nobody reviews their own use. Somebody else must.';
    case 'not-a-reviewer':
      return `Only ${mentions(refusal.reviewers)} can review this, and you are not among them.`;
    case 'reviewed-before':
      return `Too late: ${refusal.by} has reviewed it already, as ${verdictInWords(refusal.verdict)}.`;
    case 'nothing-to-review':
      return `Request \`${refusal.id}\` is ${statusInWords(refusal.status)} and no break-glass that was open, so there is nothing to review.`;
  }
}

function scopeInWords({ role, namespaces, cluster }: Scope): string {
  return `\`${role}\` in ${list(namespaces)} on \`${cluster}\``;
}
