import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { RequestId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { MachineKind, Machines } from '../../usecases/ports.ts';

/** The version of the input that machines are started with and that their functions read. */
export const inputVersion = 1;

/** More successors than an execution could need in ten years of turns; past it something else is wrong. */
const mostRuns = 1000;

/** Both state machines, by their ARNs. Region and endpoint come from the environment that the SDK reads itself. */
export function stepFunctionsMachines(arns: Readonly<Record<MachineKind, string>>): Machines {
  const client = new SFNClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 2000 },
  });

  const startRun = async (
    kind: MachineKind,
    id: RequestId,
    run: number,
    quietUntil: Instant | undefined,
  ): Promise<'runs' | 'over'> => {
    const name = run === 0 ? id : `${id}.${run}`;
    const input = JSON.stringify({ version: inputVersion, requestId: id, run, turn: 0, quietUntil });
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn: arns[kind], name, input }));
      return 'runs';
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error;
      const executionArn = `${arns[kind].replace(':stateMachine:', ':execution:')}:${name}`;
      const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
      return status === 'RUNNING' ? 'runs' : 'over';
    }
  };

  // A name stays taken for 90 days after its execution ended; a caller that still needs the machine gets a successor.
  const startFrom = async (
    kind: MachineKind,
    id: RequestId,
    first: number,
    quietUntil?: Instant,
  ): Promise<void> => {
    for (let run = first; run < mostRuns; run += 1) {
      if ((await startRun(kind, id, run, quietUntil)) === 'runs') return;
    }
    throw new Error(`${kind} machine of ${id} ended ${mostRuns} times`);
  };

  return {
    start: (kind, id) => startFrom(kind, id, 0),
    startSuccessor: (kind, id, run, quietUntil) => startFrom(kind, id, run + 1, quietUntil),
  };
}
