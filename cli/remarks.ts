import { inWords, type Remark } from '../shared/config/config-error.ts';
import type { Style } from './style.ts';

/** The most that is shown of a line, in characters. */
const mostShown = 90;

/** What is said about a file, each with the line that it is about and a mark below the part of it. */
export function remarksInWords(remarks: readonly Remark[], style: Style, kind = ''): string {
  return remarks
    .flatMap((remark) => [`${kind}${style.strong(inWords(remark))}`, ...excerpt(remark, style)])
    .map((line) => `${line}\n`)
    .join('');
}

function excerpt({ place }: Remark, { quiet, bad }: Style): readonly string[] {
  if (place === undefined) return [];
  const { line, column, text } = place;
  const from = text.length <= mostShown ? 0 : Math.max(0, column - 1 - mostShown / 3);
  const before = from > 0 ? '…' : '';
  const shown = `${before}${text.slice(from, from + mostShown)}`;
  const at = column - 1 - from + before.length;
  const gutter = ' '.repeat(String(line).length);
  const length = Math.max(1, Math.min(place.length, shown.length - at));
  return [
    `  ${quiet(`${line} |`)} ${shown.replace(/\p{Cc}/gu, ' ')}`,
    `  ${quiet(`${gutter} |`)} ${' '.repeat(at)}${bad('^'.repeat(length))}`,
  ];
}
