import type { Allowance } from '../../../shared/domain/allowance.ts';
import type { Decision } from '../../../shared/domain/decide.ts';
import { formatDuration } from '../../../shared/domain/duration.ts';
import { stagesInWords } from '../../../shared/domain/rule-words.ts';
import { scopeInWords } from '../../../shared/domain/scope-words.ts';
import { sentenceFor } from '../../../shared/domain/sentences.ts';
import { beside, wrap } from '../../wrap.ts';
import type { Layout } from '../explain/explanation.ts';
import { momentInWords } from '../moment.ts';
import { type Difference, differences } from './difference.ts';
import type { Replayed } from './judge-again.ts';

const headings: Readonly<Record<Difference, string>> = {
  'now-refused': 'Now refused',
  'now-automatic': 'Now automatic',
  'now-needs-approval': 'Now needs approval',
  'other-approvers': 'Other approvers',
  'other-limits': 'Other limits, same approvers',
  'other-rule': 'Another rule, to the same effect',
};

/** What would be decided differently, by kind; one line where nothing would be. */
export function report(replayed: readonly Replayed[], layout: Layout): string {
  const different = replayed.filter(({ difference }) => difference !== undefined);
  const guesses = replayed.filter(({ isGuess }) => isGuess).length;
  if (different.length === 0) return `${sameSentence(replayed.length, guesses)}\n`;
  const { style, width } = layout;
  const count = `${different.length} of ${requests(replayed.length)} would be decided differently today.`;
  const groups = differences.flatMap((kind) => {
    const ofKind = different.filter(({ difference }) => difference === kind);
    if (ofKind.length === 0) return [];
    const heading = style.strong(`${headings[kind]}: ${ofKind.length}`);
    return ['', heading, ...ofKind.flatMap((one) => ['', ...differenceInWords(one, layout)])];
  });
  const note = guesses === 0 ? [] : ['', ...wrap(guessSentence(guesses), width).map(style.quiet)];
  return `${[style.strong(count), ...groups, ...note].join('\n')}\n`;
}

function sameSentence(count: number, guesses: number): string {
  const same = `${requests(count)}: none would be decided differently today.`;
  return guesses === 0
    ? same
    : `${same} ${guesses} of them if the requester was in the usergroup that fits (--usergroups says who was).`;
}

function guessSentence(guesses: number): string {
  const depend = guesses === 1 ? 'a decision depends' : `${guesses} decisions depend`;
  return `Records don't hold the usergroups of requesters, and ${depend} on them: there, each requester counts as a member of none or of the one that changes least. Say who was in which with --usergroups FILE.`;
}

function requests(count: number): string {
  return count === 1 ? '1 request' : `${count.toLocaleString('en')} requests`;
}

function differenceInWords({ past, now }: Replayed, { style, width }: Layout): readonly string[] {
  const { id, scope, requester, duration, requestedAt, decision: then } = past;
  const asked = `${scopeInWords(scope)} for ${formatDuration(duration)}`;
  const line = (heading: string, said: string) =>
    beside(`    ${style.quiet(heading.padEnd(7))}`, 11, said, width);
  return [
    `  ${id}  ${style.quiet(momentInWords(requestedAt))}  ${wrap(requester.email, width).join('')}`,
    ...line('asked', asked),
    ...line('then', decisionInWords(then)),
    ...line('now', decisionInWords(now)),
  ];
}

function decisionInWords(decision: Decision | Allowance): string {
  if (decision.outcome === 'refused') return `refused: ${sentenceFor(decision.refusal).replaceAll('`', '')}`;
  const { rule, approval } = decision;
  if (approval.kind === 'automatic') return `automatic, by rule ${rule}`;
  const stages = stagesInWords(approval).join(', and ');
  return `${stages}, by rule ${rule}; lapses after ${formatDuration(approval.lapseAfter)}`;
}
