import { readFileSync } from 'node:fs';
import { type AccessConfig, interpret } from './access-config.ts';
import type { Contradiction } from './contradiction.ts';
import { mistakesOf, plainWords } from './plain-words.ts';
import { accessSchema } from './schema.ts';
import { readYaml, YamlError, type YamlText } from './yaml-text.ts';

/** `access.yaml` cannot be used; the message names each mistake by line and path, and says what would be right. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads `access.yaml` from disk. @throws ConfigError */
export function loadAccessConfig(path: string): AccessConfig {
  return parseAccessConfig(readText(path), path);
}

/** @param source what the text is called in errors @throws ConfigError */
export function parseAccessConfig(text: string, source: string): AccessConfig {
  const { value, lineOf } = readDocument(text, source);
  const parsed = accessSchema.safeParse(value, { error: plainWords });
  if (!parsed.success) {
    throw new ConfigError(describe(source, parsed.error.issues.flatMap(mistakesOf), lineOf));
  }
  const config = interpret(parsed.data);
  if ('estate' in config) return config;
  throw new ConfigError(describe(source, config, lineOf));
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ConfigError(
      `${path} cannot be read. Create it (the example estate's access.yaml is a start), or name another with --config.`,
      { cause },
    );
  }
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

function describe(source: string, mistakes: readonly Contradiction[], lineOf: YamlText['lineOf']): string {
  return mistakes
    .map(({ path, problem }) => ({ line: lineOf(path), path: path.join('.') || 'the file', problem }))
    .toSorted((one, other) => one.line - other.line)
    .map(({ line, path, problem }) => `${source}:${line}: ${path}: ${problem}`)
    .join('\n');
}
