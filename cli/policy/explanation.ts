import type { Decision, Judgement, RuleReading } from '../../shared/domain/decide.ts';
import { formatDuration } from '../../shared/domain/duration.ts';
import type { Estate, Rule } from '../../shared/domain/estate.ts';
import { mismatchInWords, stagesInWords, waitingInWords } from '../../shared/domain/rule-words.ts';
import { sentenceFor } from '../../shared/domain/sentences.ts';
import type { Case } from './judge-case.ts';

/** The judgement as text for a terminal: what was asked, the decision, and what became of each rule. */
export function explanation(estate: Estate, asked: Case, { decision, readings }: Judgement): string {
  const rule =
    decision.outcome === 'refused' ? undefined : estate.rules.find(({ name }) => name === decision.rule);
  return [
    ...askedInWords(asked),
    '',
    ...decisionInWords(decision),
    ...(rule === undefined ? [] : termsInWords(rule, asked, estate)),
    ...(readings.length === 0 ? [] : ['', 'The rules, in order:', ...rulesInWords(estate, readings)]),
    '',
  ].join('\n');
}

function askedInWords({ requester, scope, duration, at }: Case): readonly string[] {
  const groups = [...requester.usergroups].map((handle) => `@${handle}`).join(', ');
  return [
    `${requester.email} asks for ${scope.role} in ${scope.namespaces.join(', ')} on ${scope.cluster} for ${formatDuration(duration)}`,
    `at ${at}, as a member of ${groups || 'no usergroup'}`,
  ];
}

function decisionInWords(decision: Decision): readonly string[] {
  switch (decision.outcome) {
    case 'refused':
      return ['Refused.', `  ${sentenceFor(decision.refusal).replaceAll('`', '')}`];
    case 'automatic':
      return [`Automatic, by rule ${decision.rule}: it opens at once, nobody is asked.`];
    case 'needs-approval':
      return [
        `Needs approval, by rule ${decision.rule}:`,
        ...stagesInWords(decision.approval).map((stage) => `  - ${stage}`),
        ...waitingInWords(decision.approval).map((said) => `  ${said}`),
      ];
  }
}

function termsInWords(rule: Rule, { reason }: Case, { maxOpenWindows }: Estate): readonly string[] {
  const demands = [rule.reason, rule.ticket].flatMap((demand) => (demand === undefined ? [] : [demand]));
  return [
    `  At most ${formatDuration(rule.maxDuration)} are allowed.`,
    ...(reason === undefined
      ? demands.map(({ explain }) => `  The reason is not judged here: ${explain}`)
      : []),
    ...(maxOpenWindows === undefined
      ? []
      : [`  Not judged here: nobody may have more than ${maxOpenWindows} open at one time.`]),
  ];
}

function rulesInWords({ rules }: Estate, readings: readonly RuleReading[]): readonly string[] {
  const width = Math.max(...rules.map(({ name }) => name.length));
  return rules.map(({ name }, place) => {
    const [mark, said] = readingInWords(readings[place]);
    return `  ${mark} ${name.padEnd(width)}  ${said}`;
  });
}

function readingInWords(reading: RuleReading | undefined): readonly [mark: string, said: string] {
  if (reading === undefined) return ['-', 'not read: a rule above it matches'];
  return reading.matches ? ['✓', 'matches'] : ['✗', reading.why.map(mismatchInWords).join('; ')];
}
