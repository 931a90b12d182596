/**
 * The words of a line as a shell would cut it, with single and double quotes and nothing else: no variables, no pipes,
 * no globs. Undefined where a quote is left open.
 */
export function wordsOf(line: string): readonly string[] | undefined {
  const words: string[] = [];
  const matcher = /\s*((?:"[^"]*"|'[^']*'|[^\s"'])+)/y;
  let rest = 0;
  for (let found = matcher.exec(line); found !== null; found = matcher.exec(line)) {
    words.push((found[1] ?? '').replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'));
    rest = matcher.lastIndex;
  }
  return line.slice(rest).trim() === '' ? words : undefined;
}
