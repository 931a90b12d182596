import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import type { Parsed } from '../shared/domain/brand.ts';

/** The command line cannot be understood; the message says what to write. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The values of a command's options; anything else on the line is a mistake. @throws UsageError */
export function readOptions<const Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : 'This command line cannot be read.', {
      cause,
    });
  }
}

/** What the domain's parser makes of an option. @throws UsageError */
export function parsedOption<Value>(
  name: string,
  text: string | undefined,
  parse: (text: string) => Parsed<Value>,
): Value {
  if (text === undefined) throw new UsageError(`--${name} is missing.`);
  const result = parse(text);
  if (result.ok) return result.value;
  throw new UsageError(`--${name}: ${result.problem}`);
}
