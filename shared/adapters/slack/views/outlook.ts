import { sourceInWords } from '../../../domain/approver-source.ts';
import { isStuck, type Outlook, type StageOutlook } from '../../../domain/outlook.ts';
import { either } from '../../../domain/rule-words.ts';
import { count, escaped, mention } from './text.ts';

/** How many people are named before the rest is only counted. */
const namedInLine = 6;

/** Who would be asked, a line each stage; and where they are too few, what that means and what to do. */
export function outlookLines(outlook: Outlook): readonly string[] {
  return [...outlook.map(stageLine), ...(isStuck(outlook) ? [advice] : [])];
}

const advice =
  'It can be asked all the same, and waits until it lapses. Ask your platform team for another approver, or ask for a role that needs no approval.';

function stageLine(stage: StageOutlook): string {
  const { approvers, enough, gone, unknown } = stage;
  const missing = [
    ...gone.map((source) => ` ${name([source])} no longer exists.`),
    ...unknown.map((source) => ` PagerDuty does not answer, so ${name([source])} cannot be named now.`),
  ].join('');
  if (enough === 'no') return `:no_entry: ${shortage(stage)}${missing}`;
  if (approvers.length === 0 && unknown.length > 0) return `${asked(stage)}.${missing}`;
  if (approvers.length === 0) {
    return `${asked(stage)}. Who that is could not be looked up in time.${missing}`;
  }
  return `${asked(stage)}: ${people(stage)}.${missing}`;
}

function asked({ stage }: StageOutlook): string {
  return `${stage.quorum} of ${name(stage.approvers)} would be asked`;
}

function shortage({ stage, approvers, requesterIsMember, gone }: StageOutlook): string {
  const group = name(stage.approvers);
  if (approvers.length >= stage.quorum) {
    return `*Not enough people can approve this now*: ${stage.quorum} of ${group} must agree, and nobody counts twice.`;
  }
  if (approvers.length > 0) {
    const who = approvers.map(mention).join(', ');
    return `*Not enough people can approve this now*: ${stage.quorum} of ${group} must agree, and there is only ${who}.`;
  }
  if (gone.length === stage.approvers.length) return '*Nobody can approve this now*.';
  const besides = requesterIsMember ? ' besides you' : '';
  return `*Nobody can approve this now*: ${group} has no active member${besides}.`;
}

function people({ approvers, notLookedUp }: StageOutlook): string {
  const named = approvers.slice(0, namedInLine).map(mention).join(', ');
  const more = approvers.length - Math.min(approvers.length, namedInLine) + notLookedUp;
  return more > 0 ? `${named} and up to ${count(more, 'other')}` : named;
}

function name(sources: StageOutlook['stage']['approvers']): string {
  return escaped(either(sources.map(sourceInWords)));
}
