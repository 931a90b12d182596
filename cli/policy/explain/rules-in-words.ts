import type { RuleReading } from '../../../shared/domain/decide.ts';
import type { Estate } from '../../../shared/domain/estate.ts';
import { mismatchInWords } from '../../../shared/domain/rule-words.ts';
import { beside } from '../../wrap.ts';
import type { Layout } from './explanation.ts';

/** Longer names stand on a line of their own, so that one does not push all reasons to the right. In characters. */
const widestName = 32;
/** How many rules that were not read are named; more are counted. */
const mostUnread = 5;

/** Each rule in order, with a mark and why it does not decide. */
export function rulesInWords(
  { rules }: Estate,
  readings: readonly RuleReading[],
  layout: Layout,
): readonly string[] {
  const unread = rules.slice(readings.length).map(({ name }) => name);
  const shown = unread.length > mostUnread ? [] : unread;
  const names = [...readings.map(({ rule }) => rule), ...shown];
  const column = Math.max(...names.map(({ length }) => length).filter((length) => length <= widestName), 0);
  const { quiet } = layout.style;
  return [
    'The rules, in order; the first that covers everything decides:',
    '',
    ...readings.flatMap((reading) => readingInWords(reading, column, layout)),
    ...shown.map((name) => quiet(`  · ${name.padEnd(column)}  not read`)),
    ...(shown.length < unread.length ? [quiet(`  · the ${unread.length} rules below it are not read`)] : []),
  ];
}

function readingInWords(reading: RuleReading, column: number, { style, width }: Layout): readonly string[] {
  const mark = reading.matches ? style.good('✓') : style.bad('✗');
  const name = reading.matches ? style.strong(reading.rule) : reading.rule;
  const said = reading.matches ? 'decides' : reading.why.map(mismatchInWords).join('; ');
  const indent = column + 6;
  const spaces = column - reading.rule.length;
  if (spaces >= 0) return beside(`  ${mark} ${name}${' '.repeat(spaces + 2)}`, indent, said, width);
  return [`  ${mark} ${name}`, ...beside(' '.repeat(indent), indent, said, width)];
}
