import type { Judgement } from '../../../shared/domain/decide.ts';
import type { Estate } from '../../../shared/domain/estate.ts';
import { beside } from '../../wrap.ts';
import { explanation, type Layout } from '../explain/explanation.ts';
import type { Case } from '../judge-case.ts';
import type { Difference } from './difference.ts';

/** A case that was judged. */
export interface Result {
  readonly name: string;
  /** Of the case in its file, from 1. */
  readonly line: number;
  readonly asked: Case;
  readonly judged: Judgement;
  /** None where the case holds. */
  readonly differences: readonly Difference[];
}

const indent = '    ';

/** What a case expected, what the policy says instead, and why. @param source what the file of the cases is called */
export function failureInWords(failed: Result, source: string, estate: Estate, layout: Layout): string {
  const { name, line, asked, judged, differences } = failed;
  const { style, width } = layout;
  const why = explanation(estate, asked, judged, { style, width: width - indent.length });
  return [
    `${style.bad('✗')} ${style.strong(name)} ${style.quiet(`(${source}:${line})`)}`,
    ...differences.flatMap((one) => differenceInWords(one, layout)),
    '',
    why.replace(/^(?=.)/gm, indent),
    '',
  ].join('\n');
}

function differenceInWords({ key, expected, got }: Difference, { style, width }: Layout): readonly string[] {
  const first = `${indent}${key.padEnd(10)}  `;
  const [wanted, seen] = [`${first}expected  `, `${' '.repeat(first.length)}got       `];
  return [
    ...beside(`${first}${style.good('expected')}  `, wanted.length, expected, width),
    ...beside(`${' '.repeat(first.length)}${style.bad('got')}       `, seen.length, got, width),
  ];
}
