import type { RequestId } from '../../../shared/domain/ids.ts';
import type { Instant } from '../../../shared/domain/instant.ts';
import type { MachineKind, Machines, Opener, Waker } from '../../../shared/usecases/ports.ts';
import type { Wire } from '../faults/wire.ts';
import type { Executions } from './executions.ts';
import type { Lambda } from './lambda.ts';

/** The function that each machine asks, and that a click wakes. */
const functionOf: Readonly<Record<MachineKind, string>> = {
  approval: 'advance-approval',
  window: 'close-window',
};

/** More than the real ones try; past it something else is wrong. */
const mostRuns = 100;

/** Starts machines and wakes their functions, by the same names and with the same input as the real adapters. */
export function machinesOver(executions: Executions, lambda: Lambda, wire: Wire): Machines & Waker & Opener {
  const startFrom = async (kind: MachineKind, id: RequestId, first: number, quietUntil?: Instant) => {
    for (let run = first; run < mostRuns; run += 1) {
      const name = run === 0 ? id : `${id}.${run}`;
      const input = { version: 1, requestId: id, run, turn: 0, ...(quietUntil && { quietUntil }) };
      const standing = await wire.pass('machines.startExecution', () => {
        const found = executions.standing(kind, name);
        if (found === 'nothing') executions.start(kind, name, input);
        return found;
      });
      if (standing !== 'over') return;
    }
    throw new Error(`${kind} machine of ${id} ended ${mostRuns} times`);
  };
  const invoke = (functionName: string, requestId: RequestId) =>
    wire.pass('machines.wake', () =>
      lambda.accept(functionName, { version: 1, requestId, run: 0, turn: 0, woken: true }),
    );
  return {
    start: (kind, id) => startFrom(kind, id, 0),
    startSuccessor: (kind, id, run, quietUntil) => startFrom(kind, id, run + 1, quietUntil),
    wake: (kind, id) => invoke(functionOf[kind], id),
    open: (id) => invoke('open-window', id),
  };
}
