import * as z from 'zod';
import { isNonEmpty } from '../domain/brand.ts';
import { durationPattern, parseDuration } from '../domain/duration.ts';
import type { PagedService } from '../domain/paging.ts';
import type { UsergroupHandle } from '../domain/person.ts';
import { parsed } from './parsed.ts';

// What several parts of `access.yaml` are made of.

const wordPattern = /^[a-z0-9][a-z0-9_.-]{0,79}$/;
const howToWriteWords = 'Use up to 80 lower-case letters, digits, hyphens, dots and underscores.';

export const word = z.string().regex(wordPattern, howToWriteWords);

export const handle = z
  .string()
  .regex(wordPattern, {
    error: ({ input }) =>
      String(input).startsWith('@') ? 'Write the handle without the @.' : howToWriteWords,
  })
  .transform((value) => value as UsergroupHandle)
  .describe('A Slack usergroup, without the @.');

/** An email address, in small letters: an inbox has it in any. */
export const emailAddress = z
  .string()
  .regex(/^[^\s@]+@[^\s@]+$/, 'Write an email address.')
  .transform((text) => text.toLowerCase());

/** The name that this file has for somebody who can be paged. */
export const pagedService = word.transform((name) => name as PagedService);

/** A text of this form in the JSON Schema. It checks nothing here: the parsers' sentences say more. */
export function formed(pattern: RegExp) {
  return z.string().meta({ pattern: pattern.source });
}

// YAML reads 8 as a number, so the parser never sees the commonest mistake.
const durationText = z
  .string({ error: ({ input }) => (typeof input === 'number' ? durationProblem(String(input)) : undefined) })
  .meta({ pattern: durationPattern.source });

function durationProblem(text: string): string | undefined {
  const parsed = parseDuration(text);
  return parsed.ok ? undefined : parsed.problem;
}

export const duration = parsed(parseDuration, durationText);

/** A list that is not empty. */
export function some<Schema extends z.ZodType>(schema: Schema) {
  return z
    .array(schema)
    .meta({ minItems: 1 })
    .transform((items, context) => {
      if (isNonEmpty(items)) return items;
      context.addIssue('Name at least one.');
      return z.NEVER;
    });
}
