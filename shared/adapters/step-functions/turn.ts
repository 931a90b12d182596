import { z } from 'zod';
import { parsed } from '../../config/parsed.ts';
import { parseRequestId, type RequestId } from '../../domain/ids.ts';
import { type Instant, secondsAfter } from '../../domain/instant.ts';
import type { MachineKind, Machines } from '../../usecases/ports.ts';
import type { Turn } from '../../usecases/turn.ts';

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
  /** How opening ended, where the machine came to closing over an error. */
  failure: z.object({ Error: z.string() }).optional(),
  /** Asked out of turn, by a click: nobody waits for the answer. */
  woken: z.boolean().default(false),
});

export type TurnInput = z.infer<typeof turnInput>;

/** @throws ZodError when the event is not a machine's turn */
export function parseTurnInput(event: unknown): TurnInput {
  return turnInput.parse(event);
}

export interface TurnAnswer {
  readonly version: 1;
  readonly requestId: RequestId;
  readonly run: number;
  readonly turn: number;
  readonly failures: number;
  readonly state: Turn['state'];
  readonly wakeAt?: Instant;
  readonly failure?: { readonly Error: string };
}

// An execution dies at 25,000 history events, and a turn costs about a dozen, retries included more.
const turnsPerRun = 500;

/** Turns a use case's answer into the machine's next step; after 500 turns a successor execution takes over. */
export function answerTurn(
  input: TurnInput,
  turn: Turn,
  kind: MachineKind,
  machines: Machines,
): Promise<TurnAnswer> {
  return handOver(input, { ...turn, failures: 0, failure: undefined }, kind, machines);
}

/** The step after a turn that failed: wait, longer with each failure in a row, and try again. */
export function answerFailedTurn(
  input: TurnInput,
  now: Instant,
  kind: MachineKind,
  machines: Machines,
): Promise<TurnAnswer> {
  const wakeAt = secondsAfter(now, Math.min(longestBackoff, 5 * 2 ** input.failures));
  const failures = input.failures + 1;
  return handOver(input, { state: 'waiting', wakeAt, failures, failure: input.failure }, kind, machines);
}

/** Seconds. A cluster that comes back is cleaned this soon at the latest. */
const longestBackoff = 300;

async function handOver(
  { version, requestId, run, turn }: TurnInput,
  answer: Turn & Pick<TurnInput, 'failures' | 'failure'>,
  kind: MachineKind,
  machines: Machines,
): Promise<TurnAnswer> {
  const { failure, ...rest } = answer;
  const next = { version, requestId, run, turn: turn + 1, ...rest, ...(failure && { failure }) };
  if (answer.state === 'settled' || next.turn < turnsPerRun) return next;
  await machines.startSuccessor(kind, requestId, run);
  return { ...next, state: 'settled' };
}
