import { expect, it } from 'vitest';
import * as z from 'zod';
import { rowsOf, UndescribedKeyError } from '../../../scripts/configure/rows.ts';

const rows = (schema: z.ZodType) => rowsOf(z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }));

it('each key has its path, what it is, what may stand there and what counts without it', () => {
  const schema = z.object({
    clusters: z
      .record(z.string(), z.object({ region: z.string().describe('Where it is.') }))
      .describe('The clusters.'),
    mode: z.enum(['a', 'b']).default('a').describe('How.'),
    most: z.int().min(1).max(5).optional().describe('How many.'),
  });
  expect(rows(schema)).toEqual([
    { path: 'clusters', what: 'The clusters.', value: 'entries by name', needed: 'yes' },
    { path: 'clusters.<name>.region', what: 'Where it is.', value: 'text', needed: 'yes' },
    { path: 'mode', what: 'How.', value: '`a`, `b`', needed: '`"a"`' },
    { path: 'most', what: 'How many.', value: '1 to 5', needed: 'no' },
  ]);
});

it('keys of alternatives are listed together, and what they share once', () => {
  const shared = { name: z.string().describe('Its name.') };
  const schema = z.object({
    people: z
      .array(
        z.union([
          z.object({ ...shared, role: z.string().describe('A role.') }),
          z.object({ ...shared, user: z.string().describe('A user.') }),
        ]),
      )
      .describe('Who.'),
  });
  expect(rows(schema).map(({ path }) => path)).toEqual([
    'people',
    'people[].name',
    'people[].role',
    'people[].user',
  ]);
});

it('a key that nobody described stops the page', () => {
  expect(() => rows(z.object({ secret: z.object({ key: z.string() }).describe('.') }))).toThrow(
    new UndescribedKeyError('secret.key has no description.'),
  );
});
