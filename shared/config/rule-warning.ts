import type { Estate } from '../domain/estate.ts';
import type { RuleWarning } from '../domain/rule-overlap.ts';
import type { Contradiction } from './contradiction.ts';

/** The warning as a sentence, and the path of the rule that it is about. */
export function warningOf(warning: RuleWarning, { rules }: Estate): Contradiction {
  const name = rules[warning.rule]?.name ?? '';
  return { path: ['rules', warning.rule], problem: sentenceOf(warning, name) };
}

function sentenceOf(warning: RuleWarning, name: string): string {
  switch (warning.kind) {
    case 'covers-nothing':
      return `Rule ${name} never decides: no cluster of this file has all that it names together. Widen its \`when\`, or remove it.`;
    case 'unreachable':
      return `Rule ${name} never decides: rule ${warning.by}, above it, covers all that it covers. Put it first, or remove it.`;
    case 'overlaps':
      return `Rule ${name} does not decide on all that it names: ${warning.example}, for one, is decided by rule ${warning.by}, above it, which also covers other things. Let the two not overlap, or make one a part of the other.`;
  }
}
