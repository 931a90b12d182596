import {
  answerFailedTurn,
  answerTurn,
  type TurnAnswer,
  type TurnInput,
} from '../shared/adapters/step-functions/turn.ts';
import type { Clock, MachineKind, Machines, Reporter } from '../shared/usecases/ports.ts';
import type { Turn } from '../shared/usecases/turn.ts';

export interface TurnPorts {
  readonly machines: Machines;
  readonly clock: Clock;
  readonly reporter: Reporter;
}

/** Slack could not be told what the record says. Thrown where only a retry of the invocation would say it soon. */
export class UnsaidError extends Error {
  override readonly name = 'UnsaidError';
}

/**
 * Takes one turn of a machine and answers it. A turn that fails is answered too, not thrown: it must count as a turn,
 * or the machine's history would fill unseen. Nobody waits for the answer to a wake-up, so there a failure is thrown,
 * and Lambda repeats the invocation.
 */
export async function takeTurn(
  ports: TurnPorts,
  kind: MachineKind,
  input: TurnInput,
  take: () => Promise<Turn>,
): Promise<TurnAnswer> {
  if (input.woken) return answerTurn(input, mustBeSaid(await take()), kind, ports.machines);
  try {
    return await answerTurn(input, await take(), kind, ports.machines);
  } catch (error) {
    ports.reporter.failed(`take a turn of the ${kind} machine`, error);
    return answerFailedTurn(input, ports.clock(), kind, ports.machines);
  }
}

function mustBeSaid(turn: Turn): Turn {
  if (turn.state === 'waiting' && turn.unsaid)
    throw new UnsaidError('Slack could not be told; it must be tried again');
  return turn;
}
