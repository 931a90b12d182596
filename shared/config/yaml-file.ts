import { readFileSync } from 'node:fs';
import type * as z from 'zod';
import type { Contradiction } from './contradiction.ts';
import { mistakesOf, plainWords } from './plain-words.ts';
import { type Place, readYaml, YamlError, type YamlText } from './yaml-text.ts';

/** Something about a part of a file, in a sentence that says what would be right. */
export interface Remark {
  /** What the file is called. */
  readonly source: string;
  /** Absent where it is about no part of the file. */
  readonly place?: Place;
  /** What it is about, such as `rules.0.name`. */
  readonly about?: string;
  readonly problem: string;
}

/** A file cannot be used; the message names each mistake by place and path, and says what would be right. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** In the order of the file; none where the file as a whole cannot be used. */
  readonly mistakes: readonly Remark[];

  constructor(problem: string | readonly Remark[], options?: ErrorOptions) {
    super(typeof problem === 'string' ? problem : problem.map(inWords).join('\n'), options);
    this.mistakes = typeof problem === 'string' ? [] : problem;
  }
}

/** A YAML text of the form that was wanted. */
export interface Checked<Value> {
  readonly value: Value;
  readonly placeOf: YamlText['placeOf'];
}

/** @param whatToDo where there is no such file, in a sentence @throws ConfigError */
export function readText(path: string, whatToDo: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ConfigError(`${path} cannot be read. ${whatToDo}`, { cause });
  }
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

/** In one line, as compilers write it: `access.yaml:12:5: rules.0.name: …`. */
export function inWords({ source, place, about, problem }: Remark): string {
  const where = place === undefined ? [source] : [source, place.line, place.column];
  return [where.join(':'), ...(about === undefined ? [] : [about]), problem].join(': ');
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
