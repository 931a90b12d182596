import * as z from 'zod';
import { parsed } from '../../config/parsed.ts';
import { parseRequestId, type RequestId } from '../../domain/ids.ts';
import { type Instant, parseInstant, secondsAfter } from '../../domain/instant.ts';
import { RateLimitedError } from '../../usecases/errors.ts';
import type { Clock, MachineKind, Machines } from '../../usecases/ports.ts';
import { spread, type Turn, type Unsaid, wakeToSay } from '../../usecases/turn.ts';

/**
 * What a state machine hands to its function at each turn, and the function hands back for the next. `run` counts
 * the executions of one request, `turn` the askings within one. Version 1; later versions must still read it.
 */
const turnInput = z.object({
  version: z.literal(1),
  requestId: parsed(parseRequestId),
  run: z.number().int().min(0),
  turn: z.number().int().min(0),
  /** Askings in a row that failed. */
  failures: z.number().int().min(0).default(0),
  /** Askings in a row after which Slack had not been told. */
  unsaid: z.number().int().min(0).default(0),
  /** Slack asked not to be called before. */
  quietUntil: parsed(parseInstant).optional(),
  /** What opening answered, where the machine comes from it. Never a reason not to close. */
  opened: z
    .object({ Payload: z.object({ quietUntil: parsed(parseInstant).optional() }) })
    .optional()
    .catch(undefined),
  /** How opening ended, where the machine came to closing over an error. */
  failure: z.object({ Error: z.string() }).optional(),
  /** Asked out of turn, by a click: nobody waits for the answer. */
  woken: z.boolean().default(false),
});

export type TurnInput = Omit<z.infer<typeof turnInput>, 'opened'>;

/** @throws ZodError when the event is not a machine's turn */
export function parseTurnInput(event: unknown): TurnInput {
  const { opened, ...input } = turnInput.parse(event);
  return { ...input, quietUntil: input.quietUntil ?? opened?.Payload.quietUntil };
}

export interface AnswerPorts {
  readonly machines: Machines;
  readonly clock: Clock;
  /** From 0 to 1, anew at each call. */
  readonly random: () => number;
}

/** What `open-window` answers: its machine goes on to close whatever it says. */
export function answerOpening(
  { version, requestId, run, turn }: TurnInput,
  unsaid: Unsaid | undefined,
  now: Instant,
) {
  return { version, requestId, run, turn, ...quiet(now, unsaid?.retryAfter ?? 0) };
}

interface Step {
  readonly state: Turn['state'];
  readonly wakeAt?: Instant;
  readonly failures: number;
  readonly unsaid: number;
  readonly quietUntil?: Instant;
  readonly failure?: { readonly Error: string };
}

export interface TurnAnswer extends Step {
  readonly version: 1;
  readonly requestId: RequestId;
  readonly run: number;
  readonly turn: number;
}

// An execution dies at 25,000 history events, and a turn costs about a dozen, retries included more.
const turnsPerRun = 500;

/**
 * Turns a use case's answer into the machine's next step; after 500 turns a successor execution takes over. What is
 * settled but unsaid is asked for again.
 */
export function answerTurn(
  input: TurnInput,
  turn: Turn,
  kind: MachineKind,
  ports: AnswerPorts,
): Promise<TurnAnswer> {
  const { unsaid, resting: _, ...said } = turn;
  const step = unsaid === undefined ? { ...said, failures: 0, unsaid: 0 } : unsaidStep(input, turn, ports);
  return handOver(input, step, kind, ports.machines);
}

function unsaidStep(input: TurnInput, turn: Turn, { clock, random }: AnswerPorts): Step {
  const now = clock();
  const { unsaid = { retryAfter: 0 } } = turn;
  const wakeAt = wakeToSay(turn, unsaid, { now, before: input.unsaid, chance: random() });
  return {
    state: 'waiting',
    wakeAt,
    failures: 0,
    unsaid: input.unsaid + 1,
    ...quiet(now, unsaid.retryAfter),
  };
}

/** The step after a turn that failed: wait, longer with each failure in a row, and try again. */
export function answerFailedTurn(
  input: TurnInput,
  error: unknown,
  kind: MachineKind,
  { machines, clock, random }: AnswerPorts,
): Promise<TurnAnswer> {
  const now = clock();
  const retryAfter = error instanceof RateLimitedError ? error.retryAfter : 0;
  const backoff = Math.min(longestBackoff, 5 * 2 ** input.failures);
  const step: Step = {
    state: 'waiting',
    wakeAt: secondsAfter(now, Math.max(backoff, spread(retryAfter, random()))),
    failures: input.failures + 1,
    unsaid: input.unsaid,
    ...quiet(now, retryAfter),
    ...(input.failure && { failure: input.failure }),
  };
  return handOver(input, step, kind, machines);
}

/** Seconds. A cluster that comes back is cleaned this soon at the latest. */
const longestBackoff = 300;

function quiet(now: Instant, retryAfter: number): Pick<Step, 'quietUntil'> {
  return retryAfter > 0 ? { quietUntil: secondsAfter(now, retryAfter) } : {};
}

async function handOver(
  { version, requestId, run, turn }: TurnInput,
  step: Step,
  kind: MachineKind,
  machines: Machines,
): Promise<TurnAnswer> {
  const next: TurnAnswer = { version, requestId, run, turn: turn + 1, ...step };
  if (step.state === 'settled' || next.turn < turnsPerRun) return next;
  await machines.startSuccessor(kind, requestId, run, step.quietUntil);
  return { ...next, state: 'settled' };
}
