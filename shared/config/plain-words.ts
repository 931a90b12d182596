import * as z from 'zod';
import { didYouMean } from '../domain/closest.ts';
import type { Contradiction } from './contradiction.ts';

const kinds: Readonly<Record<string, string>> = {
  object: 'a mapping of keys to values',
  record: 'a mapping of keys to values',
  array: 'a list',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

/** Zod's own words speak of types and inputs; these speak of the file. @param form a clause that says what shows it */
export function plainWords(issue: z.core.$ZodRawIssue, form: string): string | undefined {
  switch (issue.code) {
    case 'invalid_type': {
      const kind = kinds[issue.expected] ?? issue.expected;
      return issue.input === undefined
        ? `This is missing. Put ${kind} here; ${form}.`
        : `Put ${kind} here, not ${inShort(issue.input)}; ${form}.`;
    }
    case 'invalid_value': {
      const wrong =
        issue.input === undefined ? 'This is missing' : `${inShort(issue.input)} cannot stand here`;
      return `${wrong}. Write ${issue.values.map(String).join(' or ')}.`;
    }
    case 'too_small':
      return issue.origin === 'string' ? 'Write something here.' : `Write at least ${issue.minimum}.`;
    case 'too_big':
      return `Write at most ${issue.maximum}${issue.origin === 'string' ? ' characters' : ''}.`;
    case 'invalid_union':
      return Array.isArray(issue.options) ? `Write ${issue.options.map(String).join(' or ')}.` : undefined;
    case 'unrecognized_keys':
      return keysOf(issue.inst).join(separator);
    default:
      return undefined;
  }
}

// Zod's issue does not say which keys there are, so its message carries them to `mistakesOf`.
const separator = ', ';

function keysOf(schema: unknown): readonly string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function inShort(input: unknown): string {
  if (input === null) return 'nothing';
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'object') return 'a mapping';
  const written = JSON.stringify(input);
  return written.length > 40 ? `${written.slice(0, 40)}…` : written;
}

/** The mistakes that an issue stands for, each with its own path: one for each unknown key. */
export function mistakesOf(issue: z.core.$ZodIssue): readonly Contradiction[] {
  const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const meant = didYouMean(key, issue.message.split(separator));
      const known = `There can be ${issue.message}.`;
      return {
        path: [...path, key],
        problem: `There is no key ${key} here.${meant} ${known}`,
        isAboutKey: true,
      };
    });
  }
  if (issue.code === 'invalid_union') {
    const [closest = []] = issue.errors.toSorted((one, other) => depthOf(other) - depthOf(one));
    if (depthOf(closest) === 0) return [{ path, problem: issue.message }];
    return closest.flatMap((inner) => mistakesOf({ ...inner, path: [...issue.path, ...inner.path] }));
  }
  return [{ path, problem: issue.message }];
}

// Of the alternatives of a union, the one that was read furthest is the one that was meant.
function depthOf(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map(({ path, code }) => path.length + (code === 'unrecognized_keys' ? 1 : 0)));
}
