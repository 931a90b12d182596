import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import type { Contradiction } from './contradiction.ts';
import { mistakesOf, plainWords } from './plain-words.ts';
import { readYaml, YamlError, type YamlText } from './yaml-text.ts';

/** A file cannot be used; the message names each mistake by line and path, and says what would be right. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** A YAML text of the form that was wanted. */
export interface Checked<Value> {
  readonly value: Value;
  readonly lineOf: YamlText['lineOf'];
}

/** @param whatToDo where there is no such file, in a sentence @throws ConfigError */
export function readText(path: string, whatToDo: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ConfigError(`${path} cannot be read. ${whatToDo}`, { cause });
  }
}

/** @param source what the text is called in errors @throws ConfigError */
export function checkYaml<Value>(schema: z.ZodType<Value>, text: string, source: string): Checked<Value> {
  const { value, lineOf } = readDocument(text, source);
  const parsed = schema.safeParse(value, { error: plainWords });
  if (parsed.success) return { value: parsed.data, lineOf };
  throw configError(source, parsed.error.issues.flatMap(mistakesOf), lineOf);
}

/** The error that names each mistake, in the order of the file. */
export function configError(
  source: string,
  mistakes: readonly Contradiction[],
  lineOf: YamlText['lineOf'],
): ConfigError {
  const inOrder = mistakes.toSorted((one, other) => lineOf(one.path) - lineOf(other.path));
  return new ConfigError(inOrder.map((mistake) => inPlace(source, mistake, lineOf)).join('\n'));
}

/** The sentence with the file, line and path that it is about. */
export function inPlace(
  source: string,
  { path, problem }: Contradiction,
  lineOf: YamlText['lineOf'],
): string {
  return `${source}:${lineOf(path)}: ${path.join('.') || 'the file'}: ${problem}`;
}

function readDocument(text: string, source: string): YamlText {
  try {
    return readYaml(text);
  } catch (cause) {
    if (!(cause instanceof YamlError)) throw cause;
    const place = cause.line === undefined ? source : `${source}:${cause.line}`;
    throw new ConfigError(`${place}: this cannot be read as YAML: ${cause.message}.`, { cause });
  }
}
