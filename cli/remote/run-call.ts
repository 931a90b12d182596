import { parseArgs } from 'node:util';
import type { Answer } from '../../shared/adapters/command-line/answer.ts';
import type { CallInput } from '../../shared/adapters/command-line/call.ts';
import { callEndpoint } from '../../shared/adapters/command-line/call-endpoint.ts';
import { CallError } from '../../shared/adapters/command-line/call-error.ts';
import { readOwnSession } from '../../shared/adapters/command-line/own-session.ts';
import { NoAnswerError } from '../no-answer-error.ts';
import { UsageError } from '../options.ts';
import { type ExitCode, exitCodes, type Terminal } from '../terminal.ts';
import { wrap } from '../wrap.ts';
import { endpointOf } from './endpoint.ts';
import { callProblemInWords } from './problem-in-words.ts';

const callOptions = {
  endpoint: { type: 'string' },
  profile: { type: 'string' },
  region: { type: 'string' },
  key: { type: 'string' },
  json: { type: 'boolean' },
} as const;

export type CallOptions = ReturnType<typeof readWords>['options'];

/** A command line taken apart: the words in order, and the options. @throws UsageError */
export function readWords(args: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      options: callOptions,
      allowPositionals: true,
    });
    return { words: positionals, options: values };
  } catch (cause) {
    const [problem] = cause instanceof Error ? cause.message.split('. ', 1) : [];
    throw new UsageError(`${problem ?? 'This command line cannot be read'}.`, { cause });
  }
}

/**
 * Makes a call and shows the answer. @param whereFailed what to say besides where it is not known what was done
 * @throws UsageError @throws NoAnswerError
 */
export async function runCall(
  terminal: Terminal,
  options: CallOptions,
  call: CallInput,
  whereFailed = '',
): Promise<ExitCode> {
  const endpoint = endpointOf(options.endpoint, terminal.environment['K8S_ACCESS_ENDPOINT']);
  const { profile, region } = options;
  let answer: Answer;
  try {
    answer = await callEndpoint(endpoint, await readOwnSession(endpoint, { profile, region }), call);
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    const { AWS_PROFILE, AWS_REGION } = terminal.environment;
    const made = { endpoint, profile: profile ?? AWS_PROFILE, region: region ?? AWS_REGION };
    const uncertain = error.problem === 'unreachable' || error.problem === 'function-failed';
    throw new NoAnswerError(callProblemInWords(error.problem, made) + (uncertain ? whereFailed : ''), {
      cause: error,
    });
  }
  return show(terminal, options, answer, whereFailed);
}

function show(
  { out, err, width }: Terminal,
  { json = false }: CallOptions,
  answer: Answer,
  whereFailed: string,
): ExitCode {
  if (json) {
    out(`${JSON.stringify(answer, undefined, 2)}\n`);
  } else if (answer.outcome === 'done') {
    const events = answer.events ?? [];
    const lines = events.map(
      ({ at, by, what }) => `  ${at.slice(0, 16).replace('T', ' ')} UTC  ${what} (${by})`,
    );
    out(printable([answer.text, ...lines].join('\n'), width));
  } else {
    err(printable(answer.text + (answer.outcome === 'failed' ? whereFailed : ''), width));
  }
  return answer.outcome === 'failed'
    ? exitCodes.misused
    : answer.outcome === 'done'
      ? exitCodes.done
      : exitCodes.failed;
}

function printable(text: string, width: number): string {
  return `${text
    .split('\n')
    .flatMap((line) => wrap(line, width))
    .join('\n')}\n`;
}
