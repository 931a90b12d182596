import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type AccessConfig, type Contradiction, interpret } from './access-config.ts';
import { accessSchema } from './schema.ts';

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
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken !== undefined) {
    const line = lines.linePos(broken.pos[0]).line;
    throw new ConfigError(`${source}:${line}: this is not YAML: ${broken.message.split('\n')[0]}`);
  }
  const lineOf = (path: readonly PropertyKey[]) => {
    const node = nearestNode(document, path);
    return node === undefined ? 1 : lines.linePos(node).line;
  };
  const parsed = accessSchema.safeParse(document.toJS() ?? {}, { error: plainWords });
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

/** The offset of the node at the path, or of the closest one above it that exists. */
function nearestNode(
  document: ReturnType<typeof parseDocument>,
  path: readonly PropertyKey[],
): number | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (node !== null && typeof node === 'object' && 'range' in node && Array.isArray(node.range)) {
      return Number(node.range[0]);
    }
  }
  return undefined;
}

// Zod's own words for the common mistakes speak of types and inputs; these speak of the file.
function plainWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') {
    return issue.input === undefined
      ? `This is missing. Give a ${issue.expected} here; access.schema.json shows the form.`
      : `A ${issue.expected} belongs here, not ${JSON.stringify(issue.input)}.`;
  }
  if (issue.code === 'invalid_value') {
    return `${JSON.stringify(issue.input)} cannot stand here. Write ${issue.values.map(String).join(' or ')}.`;
  }
  return undefined;
}

function mistakesOf(issue: z.core.$ZodIssue): readonly Contradiction[] {
  const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      problem: 'There is no such key here. Check its spelling against access.schema.json, or remove it.',
    }));
  }
  if (issue.code === 'invalid_union') {
    const closest = issue.errors.toSorted((one, other) => depthOf(other) - depthOf(one))[0] ?? [];
    return closest.flatMap((inner) => mistakesOf({ ...inner, path: [...issue.path, ...inner.path] }));
  }
  return [{ path, problem: issue.message }];
}

// Of the alternatives of a union, the one that was read furthest is the one that was meant.
function depthOf(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map(({ path, code }) => path.length + (code === 'unrecognized_keys' ? 1 : 0)));
}

function describe(
  source: string,
  mistakes: readonly Contradiction[],
  lineOf: (path: readonly PropertyKey[]) => number,
): string {
  return mistakes
    .map(({ path, problem }) => ({ line: lineOf(path), path: path.join('.') || 'the file', problem }))
    .toSorted((one, other) => one.line - other.line)
    .map(({ line, path, problem }) => `${source}:${line}: ${path}: ${problem}`)
    .join('\n');
}
