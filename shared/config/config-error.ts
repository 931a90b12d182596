import { readFileSync } from 'node:fs';
import type { Place } from './yaml-text.ts';

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

/** @param whatToDo where there is no such file, in a sentence @throws ConfigError */
export function readText(path: string, whatToDo: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ConfigError(`${path} cannot be read. ${whatToDo}`, { cause });
  }
}

/** In one line, as compilers write it: `access.yaml:12:5: rules.0.name: …`. */
export function inWords({ source, place, about, problem }: Remark): string {
  const where = place === undefined ? [source] : [source, place.line, place.column];
  return [where.join(':'), ...(about === undefined ? [] : [about]), problem].join(': ');
}
