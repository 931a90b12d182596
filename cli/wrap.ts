/**
 * Breaks a text between words into lines of at most `width` characters; a word that is longer stays whole. Characters
 * that a terminal would obey are replaced.
 */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.replace(/\p{Cc}/gu, '?').split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** A text to the right of its heading, whose length is said because colours don't count. */
export function beside(heading: string, length: number, text: string, width: number): readonly string[] {
  const [first = '', ...others] = wrap(text, width - length);
  return [`${heading}${first}`, ...others.map((line) => `${' '.repeat(length)}${line}`)];
}
