import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { parsed } from '../../config/parsed.ts';
import { parseClusterName } from '../../domain/scope.ts';
import type { Sweeper, SweepInput } from '../../usecases/sweep-ports.ts';

/** The version of the input that the sweep is started with. */
const inputVersion = 1;

const sweepInput = z.object({
  version: z.literal(inputVersion),
  clusters: z
    .tuple([parsed(parseClusterName)], parsed(parseClusterName))
    .readonly()
    .exactOptional(),
  by: z.string().exactOptional(),
});

/** What the sweep was started with. @throws ZodError */
export function parseSweepInput(event: unknown): SweepInput {
  const { version: _, ...input } = sweepInput.parse(event);
  return input;
}

/** Starts the function `sweep`, without waiting for it. */
export function lambdaSweeper(functionName: string): Sweeper {
  const client = new LambdaClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 2000 },
  });
  return {
    start: async (input) => {
      const Payload = JSON.stringify({ version: inputVersion, ...input });
      await client.send(new InvokeCommand({ FunctionName: functionName, InvocationType: 'Event', Payload }));
    },
  };
}
