import * as z from 'zod';
import type { Caller } from '../../shared/domain/caller.ts';
import type { CallerRefusal } from '../../shared/domain/refusal.ts';

// What Lambda says of a caller whose signature it has verified; a null where there is no organization.
// https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
const eventSchema = z.object({
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({
    authorizer: z.object({
      iam: z.object({ userArn: z.string().min(1), principalOrgId: z.string().nullish() }),
    }),
  }),
});

/** A call that AWS let through: who made it, and the body. */
export interface SignedCall {
  readonly caller: Caller;
  /** Id of the AWS organization that the caller's account belongs to. */
  readonly organization?: string;
  readonly body: string;
}

/** Reads the event of a function URL; nothing where AWS did not verify who called. */
export function readEvent(event: unknown): SignedCall | undefined {
  const result = eventSchema.safeParse(event);
  if (!result.success) return undefined;
  const { body, isBase64Encoded, requestContext } = result.data;
  const { userArn, principalOrgId } = requestContext.authorizer.iam;
  return {
    caller: { arn: userArn },
    ...(principalOrgId == null ? {} : { organization: principalOrgId }),
    body: isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body,
  };
}

/** The resource policy keeps strangers out; this holds should somebody widen it. */
export function refusalOfStranger(
  { organization }: SignedCall,
  ours: string | undefined,
): CallerRefusal | undefined {
  return ours === undefined || organization === ours ? undefined : { code: 'outside-organization' };
}
