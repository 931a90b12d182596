import * as z from 'zod';
import { invalidParameter } from './errors.ts';

const query = z.object({
  maxResults: z.coerce.number().int().min(1).max(100).default(100),
  nextToken: z.string().optional(),
});

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Absent on the last page. */
  readonly nextToken?: string;
}

/**
 * Cuts the page that `maxResults` (1 to 100) and `nextToken` ask for out of items sorted by key. The token names the
 * last key seen, so items that come and go between two pages neither repeat nor hide others.
 * Throws InvalidParameterException.
 */
export function pageOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  asked: { readonly maxResults: string | undefined; readonly nextToken: string | undefined },
): Page<Item> {
  const parsed = query.safeParse(asked);
  if (!parsed.success) throw invalidParameter('maxResults must be a whole number from 1 to 100.');
  const { maxResults, nextToken } = parsed.data;
  const last = nextToken === undefined ? undefined : decodeToken(nextToken);
  const rest = last === undefined ? items : items.filter((item) => keyOf(item) > last);
  const page = rest.slice(0, maxResults);
  const end = page.at(-1);
  return end === undefined || page.length === rest.length
    ? { items: page }
    : { items: page, nextToken: encodeToken(keyOf(end)) };
}

function encodeToken(key: string): string {
  return Buffer.from(`after:${key}`).toString('base64url');
}

function decodeToken(token: string): string {
  const text = Buffer.from(token, 'base64url').toString();
  if (!text.startsWith('after:')) throw invalidParameter('The nextToken parameter is not valid.');
  return text.slice('after:'.length);
}
