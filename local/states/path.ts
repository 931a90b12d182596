import * as z from 'zod';
import { isObject, type Json } from './json.ts';
import { StatesError } from './states-error.ts';

/** `$.a.b` reads the state's data, `$$.Execution.Name` the context object. Other JSONPath is refused at load. */
export interface Path {
  readonly text: string;
  readonly root: 'data' | 'context';
  readonly fields: readonly string[];
}

/** What paths are read from. */
export interface Scope {
  readonly data: Json;
  readonly context: Json;
}

const pathPattern = /^\$\$?(\.[A-Za-z_][\w-]*)*$/;
const onlyPlainPaths = 'only plain paths such as $.a.b or $$.Execution.Name are understood';

/** A path that may read the context object too. */
export const path = z.string().regex(pathPattern, onlyPlainPaths).transform(parsePath);

/** A path that a result is written to: the state's data only. */
export const dataPath = path.refine(
  ({ root }) => root === 'data',
  'a result cannot be written to the context',
);

function parsePath(text: string): Path {
  const [root, ...fields] = text.split('.');
  return { text, root: root === '$$' ? 'context' : 'data', fields };
}

export function find(from: Path, scope: Scope): Json | undefined {
  let value: Json | undefined = scope[from.root];
  for (const field of from.fields) {
    value = isObject(value) && Object.hasOwn(value, field) ? value[field] : undefined;
  }
  return value;
}

/** @throws StatesError under `errorName` when nothing stands there */
export function read(from: Path, scope: Scope, errorName = 'States.Runtime'): Json {
  const value = find(from, scope);
  if (value === undefined) throw new StatesError(errorName, `The path ${from.text} leads to no value.`);
  return value;
}

/** @throws StatesError `States.ResultPathMatchFailure` when the path leads through something that is no object */
export function write(target: Json, to: Path, value: Json): Json {
  return writeFields(target, to.fields, value, to);
}

function writeFields(target: Json, fields: readonly string[], value: Json, to: Path): Json {
  const [field, ...rest] = fields;
  if (field === undefined) return value;
  if (!isObject(target)) {
    throw new StatesError(
      'States.ResultPathMatchFailure',
      `The ResultPath ${to.text} leads through a value that is no object.`,
    );
  }
  const inner = Object.hasOwn(target, field) ? (target[field] ?? null) : {};
  return { ...target, [field]: writeFields(inner, rest, value, to) };
}
