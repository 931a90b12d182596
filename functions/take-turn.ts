import {
  answerFailedTurn,
  answerTurn,
  type TurnAnswer,
  type TurnInput,
} from '../shared/adapters/step-functions/turn.ts';
import type { Clock, MachineKind, Machines, Reporter } from '../shared/usecases/ports.ts';
import { settled, type Turn } from '../shared/usecases/turn.ts';

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
    return await answerTurn(input, await take(), kind, ports.machines);
  } catch (error) {
    ports.reporter.failed(`take a turn of the ${kind} machine`, error);
    return answerFailedTurn(input, ports.clock(), kind, ports.machines);
  }
}

/**
 * Takes a turn that a click asked for. The window machine waits for the window's end, which an early end that fails
 * must not do: a successor execution then asks until the window is closed and Slack was told. The approval machine has
 * nothing so urgent: there a failure is thrown, and Lambda repeats the invocation.
 */
async function takeWokenTurn(
  ports: TurnPorts,
  kind: MachineKind,
  input: TurnInput,
  take: () => Promise<Turn>,
): Promise<TurnAnswer> {
  if (kind === 'approval') return answerTurn(input, mustBeSaid(await take()), kind, ports.machines);
  const turn = await take().catch((error: unknown) => {
    ports.reporter.failed(`take a woken turn of the ${kind} machine`, error);
    return undefined;
  });
  if (turn?.state !== 'settled') await ports.machines.startSuccessor(kind, input.requestId, input.run);
  return answerTurn(input, settled, kind, ports.machines);
}

function mustBeSaid(turn: Turn): Turn {
  if (turn.state === 'waiting' && turn.unsaid)
    throw new UnsaidError('Slack could not be told; it must be tried again');
  return turn;
}
