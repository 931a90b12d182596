import { type ApproverSource, partsOf, sourceInWords } from './approver-source.ts';
import type { EscalationCause, Shortage } from './attention.ts';
import { either } from './rule-words.ts';

// Why somebody else is asked, in parts of sentences for people. Plain text; whoever shows it escapes it.

/** Such as `nobody decided`, or `@payments-leads does not exist any more`. */
export function escalationCauseInWords(why: EscalationCause): string {
  return why.kind === 'unanswered' ? 'nobody decided' : shortagesInWords(why.shortages);
}

/** Such as `@payments-leads does not exist any more, and among @security too few are left who could approve`. */
export function shortagesInWords(shortages: readonly Shortage[]): string {
  return [...new Set(shortages.map(shortageInWords))].join(', and ');
}

function shortageInWords({ approvers, gone }: Shortage): string {
  if (gone.length === 0) {
    return `too few of ${either(approvers.map(sourceInWords))} are left who could approve`;
  }
  return `${both(gone.map(nameOf))} ${gone.length > 1 ? 'do' : 'does'} not exist any more`;
}

function nameOf(source: ApproverSource): string {
  const parts = partsOf(source);
  switch (parts.kind) {
    case 'usergroup':
      return `usergroup ${source}`;
    case 'person':
      return `an account of ${source}`;
    case 'schedule':
      return `PagerDuty schedule ${parts.schedule}`;
  }
}

function both(items: readonly string[]): string {
  return items.length < 2 ? items.join() : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
