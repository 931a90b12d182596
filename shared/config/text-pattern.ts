import { RE2JS, RE2JSException } from 're2js';
import { invalid, type Parsed, valid } from '../domain/brand.ts';

/** A compiled regular expression, as it was written. */
export interface TextPattern {
  readonly source: string;
  /** Whether the whole text is of this form. */
  readonly isWhole: (text: string) => boolean;
  /** Whether a part of the text is of this form. */
  readonly isIn: (text: string) => boolean;
}

/** Far more than a form needs, and little enough to compile in a millisecond. */
const longestPattern = 200;

/**
 * Compiles a pattern in RE2's syntax, which matches in time proportional to the text whatever the pattern. What would
 * need backtracking (look-around, back-references) it does not have. https://github.com/google/re2/wiki/Syntax
 */
export function parseTextPattern(source: string): Parsed<TextPattern> {
  if (source.length > longestPattern) {
    return invalid(`The pattern has ${source.length} characters; write it with at most ${longestPattern}.`);
  }
  if (source === '') return invalid('An empty pattern asks for nothing. Write one, or leave it out.');
  try {
    const compiled = RE2JS.compile(source);
    return valid({
      source,
      isWhole: (text) => compiled.testExact(text),
      isIn: (text) => compiled.test(text),
    });
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    const why = error.message.replace('error parsing regexp: ', '');
    return invalid(
      `This pattern cannot be used: ${why}. Write it in RE2's syntax, which has no look-around and no back-references: no text can make it slow.`,
    );
  }
}

/** Whether a name is of the form: `*` stands for any characters, or for none. */
export function globMatcher(glob: string): (name: string) => boolean {
  const compiled = RE2JS.compile(glob.split('*').map(RE2JS.quote).join('.*'));
  return (name) => compiled.testExact(name);
}
