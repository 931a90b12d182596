import * as z from 'zod';
import { STANDARD } from './entry-types.ts';
import { invalidParameter } from './errors.ts';

const tags = z.record(z.string(), z.string());
const groups = z.array(z.string());

// The SDKs for some languages write null for what is not said.
function optional<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().transform((value) => value ?? undefined);
}

export const createAccessEntry = z.object({
  principalArn: z.string(),
  type: z
    .string()
    .nullish()
    .transform((type) => type ?? STANDARD),
  username: optional(z.string()),
  kubernetesGroups: optional(groups),
  tags: optional(tags),
  clientRequestToken: optional(z.string()),
});

export const updateAccessEntry = z.object({
  username: optional(z.string()),
  kubernetesGroups: optional(groups),
});

export const associateAccessPolicy = z.object({
  policyArn: z.string(),
  accessScope: z.discriminatedUnion('type', [
    z.object({ type: z.literal('cluster'), namespaces: z.array(z.string()).max(0).optional() }),
    z.object({ type: z.literal('namespace'), namespaces: z.array(z.string().min(1)).min(1) }),
  ]),
});

export const tagResource = z.object({ tags });

/** Parses the body of a call. Throws InvalidParameterException, naming the first member that is wrong. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: Uint8Array): z.output<Schema> {
  const parsed = schema.safeParse(parseJson(body));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw invalidParameter(`${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'not valid'}.`);
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    throw invalidParameter('The body is not JSON.');
  }
}
