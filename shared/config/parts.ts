import { z } from 'zod';
import { isNonEmpty } from '../domain/brand.ts';
import { durationPattern, parseDuration } from '../domain/duration.ts';
import type { UsergroupHandle } from '../domain/person.ts';
import { parsed } from './parsed.ts';

// What several parts of `access.yaml` are made of.

export const word = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9_.-]{0,79}$/,
    'Use up to 80 lower-case letters, digits, hyphens, dots and underscores.',
  );

export const handle = word
  .transform((value) => value as UsergroupHandle)
  .describe('A Slack usergroup, without the @.');

/** A text of this form in the JSON Schema. It checks nothing here: the parsers' sentences say more. */
export function formed(pattern: RegExp) {
  return z.string().meta({ pattern: pattern.source });
}

export const duration = parsed(parseDuration, formed(durationPattern));

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
