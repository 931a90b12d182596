import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { MachineKind, Waker } from '../../usecases/ports.ts';
import { inputVersion } from '../step-functions/machines.ts';

/** Invokes, asynchronously, the function that a machine would ask at its next wake-up. */
export function lambdaWaker(functions: Readonly<Record<MachineKind, string>>): Waker {
  const client = new LambdaClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 2000 },
  });
  return {
    wake: async (kind, requestId) => {
      const Payload = JSON.stringify({ version: inputVersion, requestId, run: 0, turn: 0, woken: true });
      await client.send(
        new InvokeCommand({ FunctionName: functions[kind], InvocationType: 'Event', Payload }),
      );
    },
  };
}
