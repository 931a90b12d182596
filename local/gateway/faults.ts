import { z } from 'zod';
import { type Call, isKnownTarget, knownTargets } from './operations.ts';

const faultSchema = z.strictObject({
  target: z.string().refine(isKnownTarget, {
    error: ({ input }) => `There is no target ${input}. There are ${knownTargets()}.`,
  }),
  times: z.number().int().min(1).max(1_000_000).default(1),
  /** The service's own error name, an HTTP status, `timeout`, or `crash` for a function. */
  error: z.union([z.string().min(1), z.number().int().min(400).max(599)]).default(500),
  when: z.enum(['before', 'after']).default('before'),
  delayMs: z.number().int().min(0).max(60_000).optional(),
});

/** A failure to be had: it bites the next calls that its target names. */
export type Fault = z.infer<typeof faultSchema>;

export interface FaultBox {
  /** @throws ZodError when the fault is malformed or its target unknown */
  arm(fault: unknown): Fault;
  clear(): void;
  armed(): readonly Fault[];
  /** The fault that bites this call, used up by once. */
  take(call: Call): Fault | undefined;
}

export function openFaults(): FaultBox {
  let faults: Fault[] = [];
  return {
    arm: (input) => {
      const fault = faultSchema.parse(input);
      faults.push(fault);
      return fault;
    },
    clear: () => {
      faults = [];
    },
    armed: () => faults,
    take: (call) => {
      const fault = faults.find((candidate) => bites(candidate.target, call));
      if (fault === undefined) return undefined;
      const left = { ...fault, times: fault.times - 1 };
      faults = faults.flatMap((other) => (other !== fault ? [other] : left.times > 0 ? [left] : []));
      return fault;
    },
  };
}

// `lambda.open-window` bites whatever that function calls next; `lambda.Invoke` bites calls of the Lambda service.
function bites(target: string, { service, operation, caller }: Call): boolean {
  return target === service || target === `${service}.${operation}` || target === `lambda.${caller}`;
}
