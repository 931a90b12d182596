import type { Decision, Judgement } from '../../../shared/domain/decide.ts';
import { type Duration, formatDuration } from '../../../shared/domain/duration.ts';
import type { Estate, Rule } from '../../../shared/domain/estate.ts';
import { stagesInWords, waitingInWords } from '../../../shared/domain/rule-words.ts';
import { scopeInWords } from '../../../shared/domain/scope-words.ts';
import { sentenceFor } from '../../../shared/domain/sentences.ts';
import type { Style } from '../../style.ts';
import { beside, wrap } from '../../wrap.ts';
import type { Case } from '../judge-case.ts';
import { momentInWords } from '../moment.ts';
import { rulesInWords } from './rules-in-words.ts';

/** How a text for a terminal is laid out. */
export interface Layout {
  readonly style: Style;
  /** In characters. */
  readonly width: number;
}

/** The judgement as text for a terminal: the decision, who asks for what and who is asked, what became of each rule. */
export function explanation(estate: Estate, asked: Case, judged: Judgement, layout: Layout): string {
  const { decision, readings } = judged;
  const rule =
    decision.outcome === 'refused' ? undefined : estate.rules.find(({ name }) => name === decision.rule);
  const facts = [...askedInWords(asked, rule), ...termsInWords(decision, asked, estate, rule)];
  return [
    ...decisionInWords(decision, layout),
    '',
    ...facts.flatMap((fact) => factInWords(fact, layout)),
    ...(readings.length === 0 ? [] : ['', ...rulesInWords(estate, readings, layout)]),
    '',
  ].join('\n');
}

/** The decision in one sentence. */
export function decisionSentence(decision: Decision): string {
  switch (decision.outcome) {
    case 'refused':
      return `Refused. ${sentenceFor(decision.refusal).replaceAll('`', '')}`;
    case 'automatic':
      return `Automatic. Rule ${decision.rule} opens it at once, and nobody is asked.`;
    case 'break-glass':
      return `Break-glass. Rule ${decision.rule} opens it at once, pages people, and wants a review.`;
    case 'needs-approval':
      return `Needs approval. Rule ${decision.rule} asks ${stagesInWords(decision.approval).join(', and ')}.`;
  }
}

function decisionInWords(decision: Decision, { style, width }: Layout): readonly string[] {
  const [first = '', ...others] = wrap(decisionSentence(decision), width);
  const mark = {
    refused: style.bad,
    automatic: style.good,
    'needs-approval': style.careful,
    'break-glass': style.bad,
  };
  const outcome = first.slice(0, first.indexOf('.') + 1);
  const rest = first.slice(outcome.length);
  return [`${style.strong(mark[decision.outcome](outcome))}${rest}`, ...others];
}

type Fact = readonly [heading: string, said: string];

/** In characters; the longest heading is `not judged`. */
const headingWidth = 12;

function factInWords([heading, said]: Fact, { style, width }: Layout): readonly string[] {
  return beside(`  ${style.quiet(heading.padEnd(headingWidth))}`, headingWidth + 2, said, width);
}

function howLong(duration: Duration, rule: Rule | undefined): string {
  const most = rule === undefined ? '' : ` (the rule allows up to ${formatDuration(rule.maxDuration)})`;
  return `${formatDuration(duration)}${most}`;
}

function askedInWords(
  { requester, scope, duration, at, reason }: Case,
  rule: Rule | undefined,
): readonly Fact[] {
  const groups = [...requester.usergroups].map((handle) => `@${handle}`).join(', ');
  return [
    ['who', `${requester.email}, ${groups === '' ? 'in no usergroup' : `in ${groups}`}`],
    ['what', scopeInWords(scope)],
    ['how long', howLong(duration, rule)],
    ['when', momentInWords(at)],
    ...(reason === undefined ? [] : [['why', reason] as const]),
  ];
}

function termsInWords(
  decision: Decision,
  { reason }: Case,
  { maxOpenWindows }: Estate,
  rule: Rule | undefined,
): readonly Fact[] {
  if (decision.outcome === 'refused') return [];
  const { approval } = decision;
  const demands = [rule?.reason, rule?.ticket].flatMap((demand) => (demand === undefined ? [] : [demand]));
  return [
    ...waitingInWords(approval).map((said) => ['meanwhile', said] as const),
    ...(reason === undefined
      ? demands.map(({ explain }) => ['not judged', `the reason, which was not given: ${explain}`] as const)
      : []),
    ...(maxOpenWindows === undefined
      ? []
      : [
          [
            'not judged',
            `how many are open: nobody may have more than ${maxOpenWindows} at one time`,
          ] as const,
        ]),
  ];
}
