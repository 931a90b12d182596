import * as z from 'zod';

// What the function answers to the command line. Objects are open: either can be newer than the other.

const approval = z.object({ by: z.string(), at: z.string() });

/** A request as the command line shows it; moments are ISO 8601, a duration is in minutes. */
const requestShown = z.object({
  id: z.string(),
  status: z.string(),
  requester: z.string(),
  cluster: z.string(),
  namespaces: z.array(z.string()),
  role: z.string(),
  duration: z.number(),
  reason: z.string(),
  rule: z.string(),
  requestedAt: z.string(),
  approvals: z.array(approval),
  /** While it waits. */
  lapsesAt: z.string().optional(),
  /** Once a window was fixed. */
  closesAt: z.string().optional(),
});

const event = z.object({ at: z.string(), by: z.string(), what: z.string() });

const answerSchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('done'),
    /** For people. */
    text: z.string(),
    request: requestShown.optional(),
    requests: z.array(requestShown).optional(),
    events: z.array(event).optional(),
  }),
  /** Nothing was done; `code` is stable, for scripts. */
  z.object({ outcome: z.literal('refused'), code: z.string(), text: z.string() }),
  /** It is not known what was done. */
  z.object({ outcome: z.literal('failed'), code: z.string(), text: z.string() }),
]);

export type Answer = z.infer<typeof answerSchema>;
export type RequestShown = z.infer<typeof requestShown>;
export type EventShown = z.infer<typeof event>;

/** Reads the function's answer; nothing where it is none, such as one of AWS's own. */
export function readAnswer(body: unknown): Answer | undefined {
  const result = answerSchema.safeParse(body);
  return result.success ? result.data : undefined;
}
