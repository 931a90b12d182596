import type { Decision } from '../../../shared/domain/decide.ts';
import { formatDuration } from '../../../shared/domain/duration.ts';
import { stagesInWords } from '../../../shared/domain/rule-words.ts';
import { sentenceFor } from '../../../shared/domain/sentences.ts';
import type { Expectation } from './cases.ts';

/** One thing that a case says and the decision does not. */
export interface Difference {
  /** A key of `expect`. */
  readonly key: string;
  readonly expected: string;
  readonly got: string;
}

type Words = Readonly<Record<string, string | undefined>>;

/** What a case does not say is not held against the policy. Another outcome says enough by itself. */
export function differencesOf(expected: Expectation, decision: Decision): readonly Difference[] {
  const { outcome } = decision;
  if (expected.outcome !== outcome) return [{ key: 'outcome', expected: expected.outcome, got: outcome }];
  const got = decided(decision);
  return Object.entries(wanted(expected)).flatMap(([key, value]) => {
    const seen = got[key] ?? 'none';
    if (value === undefined || value === seen) return [];
    return key === 'saying' && seen.includes(value) ? [] : [{ key, expected: value, got: seen }];
  });
}

function wanted(expected: Expectation): Words {
  switch (expected.outcome) {
    case 'automatic':
    case 'refused':
      return expected;
    case 'needs-approval':
      return {
        ...{ outcome: expected.outcome, rule: expected.rule, approvers: expected.approvers?.join(', ') },
        lapseAfter: expected.lapseAfter && formatDuration(expected.lapseAfter),
      };
  }
}

/** A decision in the words of a case. */
function decided(decision: Decision): Words {
  const { outcome } = decision;
  if (outcome === 'refused') {
    const { refusal } = decision;
    const because = refusal.code;
    const rule = 'rule' in refusal ? refusal.rule : undefined;
    return { outcome, because, rule, saying: sentenceFor(refusal).replaceAll('`', '') };
  }
  const { rule, approval } = decision;
  if (approval.kind === 'automatic') return { outcome, rule };
  const approvers = stagesInWords(approval).join(', ');
  return { outcome, rule, approvers, lapseAfter: formatDuration(approval.lapseAfter) };
}
