import * as z from 'zod';
import { parsed } from '../../config/parsed.ts';
import type { ApproverSource } from '../../domain/approver-source.ts';
import type { Duration } from '../../domain/duration.ts';
import { parseAccessPolicyArn } from '../../domain/grant.ts';
import { parseInstant } from '../../domain/instant.ts';

// What several parts of a stored record are made of.

export const instant = parsed(parseInstant);
/** The head of a record's chain. */
export const head = z.object({ seq: z.number().int(), hash: z.string(), at: instant });
export const minutes = z
  .number()
  .int()
  .positive()
  .transform((value) => value as Duration);

export const person = z.object({
  teamId: z.string(),
  userId: z.string(),
  email: z.string(),
  name: z.string(),
});
const principalFacts = z.object({ arn: z.string(), username: z.string() });
export const principal = z.discriminatedUnion('holder', [
  principalFacts.extend({ holder: z.literal('shared'), sessionName: z.string() }),
  principalFacts.extend({ holder: z.literal('personal') }),
]);
const clusterRoleGrant = z.object({ kind: z.literal('cluster-role'), name: z.string() });
export const grant = z.discriminatedUnion('kind', [
  clusterRoleGrant,
  z.object({ kind: z.literal('access-policy'), arn: parsed(parseAccessPolicyArn) }),
]);
export const messageRef = z.object({ channel: z.string(), ts: z.string() });
export const some = <Schema extends z.ZodType>(schema: Schema) => z.tuple([schema], schema).readonly();

export const source = z.string().transform((value) => value as ApproverSource);
