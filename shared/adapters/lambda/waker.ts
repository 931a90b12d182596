import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { RequestId } from '../../domain/ids.ts';
import type { MachineKind, Opener, Waker } from '../../usecases/ports.ts';
import { inputVersion } from '../step-functions/machines.ts';

/** Invokes, asynchronously, the function that a machine would ask at its next wake-up. */
export function lambdaWaker(functions: Readonly<Record<MachineKind, string>>): Waker {
  const invoke = invoker();
  return { wake: (kind, id) => invoke(functions[kind], id) };
}

/** Invokes `open-window` asynchronously, as its machine would. @param functionName of `open-window` */
export function lambdaOpener(functionName: string): Opener {
  const invoke = invoker();
  return { open: (id) => invoke(functionName, id) };
}

function invoker() {
  const client = new LambdaClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 2000 },
  });
  return async (FunctionName: string, requestId: RequestId): Promise<void> => {
    const Payload = JSON.stringify({ version: inputVersion, requestId, run: 0, turn: 0, woken: true });
    await client.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload }));
  };
}
