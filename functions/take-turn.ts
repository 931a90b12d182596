import {
  type AnswerPorts,
  answerFailedTurn,
  answerTurn,
  type TurnAnswer,
  type TurnInput,
} from '../shared/adapters/step-functions/turn.ts';
import { secondsAfter } from '../shared/domain/instant.ts';
import type { MachineKind, Reporter } from '../shared/usecases/ports.ts';
import { settled, type Turn } from '../shared/usecases/turn.ts';

export interface TurnPorts extends AnswerPorts {
  readonly reporter: Reporter;
}

/** Slack could not be told what the record says. Thrown where only a retry of the invocation would say it soon. */
export class UnsaidError extends Error {
  override readonly name = 'UnsaidError';
}

/**
 * Takes one turn of a machine and answers it. A turn that fails is answered too, not thrown: it must count as a turn,
 * or the machine's history would fill unseen. Nobody waits for the answer to a wake-up: see `takeWokenTurn`.
 */
export async function takeTurn(
  ports: TurnPorts,
  kind: MachineKind,
  input: TurnInput,
  take: () => Promise<Turn>,
): Promise<TurnAnswer> {
  if (input.woken) return takeWokenTurn(ports, kind, input, take);
  try {
    return await answerTurn(input, await take(), kind, ports);
  } catch (error) {
    ports.reporter.failed(`take a turn of the ${kind} machine`, error);
    return answerFailedTurn(input, error, kind, ports);
  }
}

/**
 * Takes a turn that a click asked for. The window machine waits for the window's end, which an early end that fails
 * must not do: a successor execution then asks until the window is closed. A successor also says what is settled but
 * could not be said. A request that still waits for approvers has its machine: there a failure is thrown, and Lambda
 * repeats the invocation.
 */
async function takeWokenTurn(
  ports: TurnPorts,
  kind: MachineKind,
  input: TurnInput,
  take: () => Promise<Turn>,
): Promise<TurnAnswer> {
  const turn = kind === 'approval' ? mustBeSaidIfWaiting(await take()) : await takeOrReport(ports, take);
  if (turn === undefined || isUnfinished(kind, turn)) {
    await ports.machines.startSuccessor(kind, input.requestId, input.run, quietUntil(ports, turn));
  }
  return answerTurn(input, settled, kind, ports);
}

function isUnfinished(kind: MachineKind, { state, unsaid, resting }: Turn): boolean {
  return unsaid !== undefined || (kind === 'window' && state === 'waiting' && resting !== true);
}

async function takeOrReport({ reporter }: TurnPorts, take: () => Promise<Turn>): Promise<Turn | undefined> {
  try {
    return await take();
  } catch (error) {
    reporter.failed('take a woken turn of the window machine', error);
    return undefined;
  }
}

function mustBeSaidIfWaiting(turn: Turn): Turn {
  if (turn.state === 'waiting' && turn.unsaid)
    throw new UnsaidError('Slack could not be told; it must be tried again');
  return turn;
}

function quietUntil({ clock }: TurnPorts, turn: Turn | undefined) {
  const retryAfter = turn?.unsaid?.retryAfter ?? 0;
  return retryAfter > 0 ? secondsAfter(clock(), retryAfter) : undefined;
}
