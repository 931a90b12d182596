import * as z from 'zod';
import type { Json } from '../states/json.ts';

const answerSchema = z.object({
  statusCode: z.number().int(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

/** The HTTP response that a function's answer of payload format 2.0 stands for. @throws ZodError where it is none */
export function responseOf(payload: Json): Response {
  const { statusCode: status, headers, body, isBase64Encoded } = answerSchema.parse(payload);
  return new Response(isBase64Encoded ? Buffer.from(body, 'base64') : body, {
    status,
    headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
  });
}
