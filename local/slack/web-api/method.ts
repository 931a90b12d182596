import * as z from 'zod';
import { complaints } from '../block-kit/complaints.ts';
import { SlackError } from '../errors.ts';
import type { Workspace } from '../workspace.ts';

/** A Web API method: raw arguments in, the members of the answer out; throws `SlackError`. */
export type Method = (workspace: Workspace, input: Readonly<Record<string, unknown>>) => object;

/**
 * A method whose arguments are exactly those of `shape`. Slack ignores arguments that it does not know; here they are
 * refused, because what the workspace cannot show must not seem to have worked.
 */
export function method<Shape extends z.ZodRawShape>(
  shape: Shape,
  call: (workspace: Workspace, given: z.infer<z.ZodObject<Shape>>) => object,
): Method {
  const schema = z.strictObject(shape);
  return (workspace, input) => {
    const result = schema.safeParse(input, { reportInput: true });
    if (!result.success) throw new SlackError('invalid_arguments', complaints(result.error, ''));
    return call(workspace, result.data as z.infer<z.ZodObject<Shape>>);
  };
}

/** A boolean that may come from a form. */
export const flag = z.union([z.boolean(), z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] })]);

/** A number that may come from a form. */
export const count = z.coerce.number().int().min(0);

/** A JSON value that may come as a string from a form. */
export const json = z.preprocess((value, context) => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    context.addIssue({ code: 'custom', message: 'must be valid JSON' });
    return z.NEVER;
  }
}, z.unknown());

/** The arguments of a method that answers in pages. */
export const paging = { limit: count.optional(), cursor: z.string().optional() };

/** One page of `items`: up to `limit` after the cursor, all of them for 0 or none. Throws `invalid_cursor`. */
export function page<Item>(
  items: readonly Item[],
  { limit = 0, cursor = '' }: { limit?: number | undefined; cursor?: string | undefined },
): { readonly items: readonly Item[]; readonly response_metadata: { readonly next_cursor: string } } {
  const start =
    cursor === ''
      ? 0
      : Number(
          Buffer.from(cursor, 'base64')
            .toString()
            .replace(/^from:/, ''),
        );
  if (!Number.isInteger(start) || start < 0) throw new SlackError('invalid_cursor');
  const end = limit === 0 ? items.length : start + limit;
  const next = end < items.length ? Buffer.from(`from:${end}`).toString('base64') : '';
  return { items: items.slice(start, end), response_metadata: { next_cursor: next } };
}
