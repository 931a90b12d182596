import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Reporter } from '../../usecases/ports.ts';
import type { RoleDescriber, RoleQuestion, RoleSeen } from '../../usecases/role-ports.ts';
import { parseRolesSeen } from './describe-role-call.ts';

export interface RoleDescriberOptions {
  /** The function that reads roles, by name. */
  readonly functionName: string;
  /** Milliseconds of real time. A function that takes longer still remembers what it read for the next question. */
  readonly patience: number;
  readonly reporter: Reporter;
}

/** The function failed instead of answering; its log says why. */
class DescribeRoleFailedError extends Error {
  override readonly name = 'DescribeRoleFailedError';
}

/** Asks the function `describe-role` and waits for its answer, once; whatever goes wrong, no role could be read. */
export function lambdaRoleDescriber({
  functionName,
  patience,
  reporter,
}: RoleDescriberOptions): RoleDescriber {
  const client = new LambdaClient({ maxAttempts: 1 });
  return {
    describe: async (question) => {
      if (question.roles.length === 0) return [];
      try {
        return inOrder(question, await ask(client, functionName, patience, question));
      } catch (error) {
        reporter.failed('ask what roles do', error);
        return question.roles.map((role) => ({ role, seen: 'unreachable' }));
      }
    },
  };
}

async function ask(
  client: LambdaClient,
  FunctionName: string,
  patience: number,
  question: RoleQuestion,
): Promise<readonly RoleSeen[]> {
  const command = new InvokeCommand({ FunctionName, Payload: JSON.stringify(question) });
  const { FunctionError, Payload } = await client.send(command, {
    abortSignal: AbortSignal.timeout(patience),
  });
  if (FunctionError !== undefined || Payload === undefined) {
    throw new DescribeRoleFailedError(`${FunctionName} failed: ${FunctionError ?? 'it answered nothing'}`);
  }
  return parseRolesSeen(Payload);
}

function inOrder({ roles }: RoleQuestion, seen: readonly RoleSeen[]): readonly RoleSeen[] {
  return roles.map((role) => seen.find((one) => one.role === role) ?? { role, seen: 'unreachable' });
}
