import type { Context } from 'hono';
import type * as z from 'zod';

/** A request body that is not what the route takes. The message is a sentence. */
export class BadBody extends Error {
  override readonly name = 'BadBody';
}

/** The body of a request to the local JSON API. @throws BadBody */
export async function bodyOf<Value>(context: Context, schema: z.ZodType<Value>): Promise<Value> {
  let body: unknown;
  try {
    body = await context.req.json();
  } catch {
    throw new BadBody('The body is not JSON. Send a JSON object.');
  }
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const wrong = result.error.issues.map(({ path, message }) => [...path.map(String), message].join(': '));
  throw new BadBody(`The body does not fit. ${wrong.join('; ')}.`);
}
