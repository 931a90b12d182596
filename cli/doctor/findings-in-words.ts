import type { Style } from '../style.ts';
import type { Finding } from './finding.ts';

/** The findings under what each is about, a line each. */
export function findingsInWords(findings: readonly Finding[], style: Style): string {
  const marks = { well: style.good('ok'), problem: style.bad('problem'), unknown: style.careful('unknown') };
  const lines = [...Map.groupBy(findings, ({ subject }) => subject)].flatMap(([subject, those]) => [
    style.strong(subject),
    ...those.map(
      ({ outcome, says }) =>
        `  ${marks[outcome]}${' '.repeat(8 - outcome.replace('well', 'ok').length)} ${says}`,
    ),
  ]);
  return lines.map((line) => `${line}\n`).join('');
}
