import type * as z from 'zod';
import { ConfigError } from './config-error.ts';
import type { Contradiction } from './contradiction.ts';
import { mistakesOf, plainWords } from './plain-words.ts';
import { readYaml, YamlError, type YamlText } from './yaml-text.ts';

/** A YAML text of the form that was wanted. */
export interface Checked<Value> {
  readonly value: Value;
  readonly placeOf: YamlText['placeOf'];
}

/**
 * @param source what the text is called in errors
 * @param form where its form is shown, in a clause
 * @throws ConfigError
 */
export function checkYaml<Value>(
  schema: z.ZodType<Value>,
  text: string,
  source: string,
  form: string,
): Checked<Value> {
  const { value, placeOf } = readDocument(text, source);
  const parsed = schema.safeParse(value, { error: (issue) => plainWords(issue, form) });
  if (parsed.success) return { value: parsed.data, placeOf };
  throw configError(source, parsed.error.issues.flatMap(mistakesOf), placeOf);
}

/** The error that names each mistake, in the order of the file. */
export function configError(
  source: string,
  mistakes: readonly Contradiction[],
  placeOf: YamlText['placeOf'],
): ConfigError {
  const remarks = mistakes.map((mistake) => remarkOn(source, mistake, placeOf));
  return new ConfigError(remarks.toSorted((one, other) => one.place.line - other.place.line));
}

/** The sentence with the place and path that it is about. */
export function remarkOn(
  source: string,
  { path, problem, isAboutKey }: Contradiction,
  placeOf: YamlText['placeOf'],
) {
  const place = placeOf(path, isAboutKey ? 'key' : 'value');
  return { source, place, about: path.join('.') || 'the file', problem };
}

function readDocument(text: string, source: string): YamlText {
  try {
    return readYaml(text);
  } catch (cause) {
    if (!(cause instanceof YamlError)) throw cause;
    const problem = `this cannot be read as YAML: ${cause.message}.`;
    throw new ConfigError([{ source, problem, ...(cause.place && { place: cause.place }) }], { cause });
  }
}
