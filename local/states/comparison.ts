import * as z from 'zod';
import type { Json } from './json.ts';
import { find, type Path, path, read, type Scope } from './path.ts';
import { parseTimestamp } from './timestamp.ts';

/** One comparison of a Choice rule: https://states-language.net/spec.html#choice-state */
export type Comparison =
  | {
      readonly kind: 'relation';
      readonly variable: Path;
      readonly of: Comparable;
      readonly relation: Relation;
      readonly to: Operand;
    }
  | { readonly kind: 'test'; readonly variable: Path; readonly test: Test; readonly expected: boolean };

type Operand = { readonly path: Path } | { readonly value: Json };
type Comparable = keyof typeof comparables;
type Relation = keyof typeof relations;
type Test = keyof typeof tests;
type Key = string | number | boolean;

// What two values are compared by, or undefined where the value is of another type: then no relation holds.
const comparables = {
  String: (value: Json) => (typeof value === 'string' ? value : undefined),
  Numeric: (value: Json) => (typeof value === 'number' ? value : undefined),
  Boolean: (value: Json) => (typeof value === 'boolean' ? value : undefined),
  Timestamp: (value: Json) => parseTimestamp(value),
};

const relations = {
  Equals: (left: Key, right: Key) => left === right,
  LessThan: (left: Key, right: Key) => left < right,
  LessThanEquals: (left: Key, right: Key) => left <= right,
  GreaterThan: (left: Key, right: Key) => left > right,
  GreaterThanEquals: (left: Key, right: Key) => left >= right,
};

const tests = {
  IsPresent: (value: Json | undefined) => value !== undefined,
  IsNull: (value: Json | undefined) => value === null,
  IsString: (value: Json | undefined) => typeof value === 'string',
  IsNumeric: (value: Json | undefined) => typeof value === 'number',
  IsBoolean: (value: Json | undefined) => typeof value === 'boolean',
  IsTimestamp: (value: Json | undefined) => parseTimestamp(value) !== undefined,
};

const relationName = /^(String|Numeric|Boolean|Timestamp)(Equals|(?:Less|Greater)Than(?:Equals)?)(Path)?$/;

export const comparison = z
  .looseObject({ Variable: path, Comment: z.string().optional() })
  .transform(({ Variable, Comment: _, ...operators }, context): Comparison => {
    const [name, ...others] = Object.keys(operators);
    const parsed = name === undefined ? undefined : parseOperator(name, operators[name], Variable);
    if (parsed !== undefined && others.length === 0) return parsed;
    context.addIssue({
      code: 'custom',
      path: others.length === 0 && name !== undefined ? [name] : [],
      message: 'a rule needs exactly one comparison of the States Language, with an operand of its type',
    });
    return z.NEVER;
  });

function parseOperator(name: string, operand: unknown, variable: Path): Comparison | undefined {
  if (isTest(name)) {
    return typeof operand === 'boolean'
      ? { kind: 'test', variable, test: name, expected: operand }
      : undefined;
  }
  return parseRelation(name, operand, variable);
}

function parseRelation(name: string, operand: unknown, variable: Path): Comparison | undefined {
  const [, of, relation, byPath] = relationName.exec(name) ?? [];
  if (!isComparable(of) || !isRelation(relation) || (of === 'Boolean' && relation !== 'Equals'))
    return undefined;
  const to = byPath === undefined ? valueOperand(of, operand) : pathOperand(operand);
  return to && { kind: 'relation', variable, of, relation, to };
}

function valueOperand(of: Comparable, operand: unknown): Operand | undefined {
  const value = z.json().safeParse(operand).data;
  return value !== undefined && comparables[of](value) !== undefined ? { value } : undefined;
}

function pathOperand(operand: unknown): Operand | undefined {
  const parsed = path.safeParse(operand);
  return parsed.success ? { path: parsed.data } : undefined;
}

const isTest = (name: string): name is Test => Object.hasOwn(tests, name);
const isComparable = (name: string | undefined): name is Comparable =>
  name !== undefined && Object.hasOwn(comparables, name);
const isRelation = (name: string | undefined): name is Relation =>
  name !== undefined && Object.hasOwn(relations, name);

/** @throws StatesError `States.Runtime` when a path leads to no value, which only `IsPresent` may ask about */
export function holds(asked: Comparison, scope: Scope): boolean {
  if (asked.kind === 'relation') return relationHolds(asked, scope);
  const value = asked.test === 'IsPresent' ? find(asked.variable, scope) : read(asked.variable, scope);
  return tests[asked.test](value) === asked.expected;
}

function relationHolds(asked: Comparison & { kind: 'relation' }, scope: Scope): boolean {
  const keyOf = comparables[asked.of];
  const left = keyOf(read(asked.variable, scope));
  const right = keyOf('path' in asked.to ? read(asked.to.path, scope) : asked.to.value);
  return left !== undefined && right !== undefined && relations[asked.relation](left, right);
}
