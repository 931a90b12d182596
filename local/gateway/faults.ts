import * as z from 'zod';
import { isRateLimit } from './fault-response.ts';
import { type Call, isKnownTarget, knownTargets } from './operations.ts';

const faultSchema = z
  .strictObject({
    target: z.string().refine(isKnownTarget, {
      error: ({ input }) => `There is no target ${input}. There are ${knownTargets()}.`,
    }),
    /** Bites the calls to this cluster's API server alone; comes with a target of Kubernetes. */
    cluster: z.string().min(1).optional(),
    times: z.number().int().min(1).max(1_000_000).default(1),
    /** The service's own error name, an HTTP status, `timeout`, or `crash` for a function. */
    error: z.union([z.string().min(1), z.number().int().min(400).max(599)]).optional(),
    when: z.enum(['before', 'after']).default('before'),
    /** Real time that the call stalls before it goes on. */
    delayMs: z.number().int().min(0).max(60_000).optional(),
    /** Seconds that the caller is told to stay away; comes with 429 alone. */
    retryAfter: z.number().int().min(1).max(3600).optional(),
  })
  .refine(({ target, cluster }) => cluster === undefined || target.split('.')[0] === 'kubernetes', {
    error: 'cluster comes with the target kubernetes, or one of its operations, only.',
  })
  .refine(({ error, delayMs }) => error !== undefined || delayMs !== undefined, {
    error: 'Give an error, a delayMs, or both.',
  })
  .refine(({ error, retryAfter }) => retryAfter === undefined || isRateLimit(error), {
    error: 'retryAfter comes with the error 429 or ratelimited only.',
  });

/** A failure to be had: it bites the next calls that its target names. */
export type Fault = z.infer<typeof faultSchema>;

export interface FaultBox {
  /** @throws ZodError when the fault is malformed or its target unknown */
  arm(fault: unknown): Fault;
  /** Takes back every fault, or those of this target, in this cluster where it names one. */
  clear(only?: { readonly target: string; readonly cluster?: string | undefined }): void;
  armed(): readonly Fault[];
  /** The fault that bites this call of a function's, used up by once. */
  take(call: Call): Fault | undefined;
  /** The fault that bites the invocation of a function itself, used up by once. */
  takeInvocation(functionName: string): Fault | undefined;
}

export function openFaults(): FaultBox {
  let faults: readonly Fault[] = [];
  const takeFirst = (matches: (fault: Fault) => boolean): Fault | undefined => {
    const taken = faults.find(matches);
    if (taken === undefined) return undefined;
    const left = taken.times > 1 ? [{ ...taken, times: taken.times - 1 }] : [];
    faults = faults.flatMap((fault) => (fault === taken ? left : [fault]));
    return taken;
  };
  return {
    arm: (input) => {
      const fault = faultSchema.parse(input);
      faults = [...faults, fault];
      return fault;
    },
    clear: (only) => {
      faults = faults.filter(
        ({ target, cluster }) => only !== undefined && (target !== only.target || cluster !== only.cluster),
      );
    },
    armed: () => faults,
    take: (call) => takeFirst((fault) => bites(fault, call)),
    takeInvocation: (name) =>
      takeFirst(
        ({ target, error }) => target === `lambda.${name}` && error !== undefined && error !== 'crash',
      ),
  };
}

// A crash ends a function between two calls, so it bites at whatever that function calls next.
function bites(
  { target, error, cluster: at }: Fault,
  { service, operation, caller, cluster }: Call,
): boolean {
  if (target === `lambda.${caller}` && error === 'crash') return true;
  if (at !== undefined && at !== cluster) return false;
  return target === service || target === `${service}.${operation}`;
}
