import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import type { Parsed } from '../shared/domain/brand.ts';
import { didYouMean } from '../shared/domain/closest.ts';

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
    // Node adds how to write an argument that looks like an option; there are no arguments here.
    const [problem] = cause instanceof Error ? cause.message.split('. ', 1) : [];
    const meant = didYouMean(problem?.match(/'--?(.+?)'/)?.[1] ?? '', Object.keys(options));
    throw new UsageError(
      `${problem ?? 'This command line cannot be read'}.${meant.replace('mean ', 'mean --')}`,
      {
        cause,
      },
    );
  }
}

/** The names of the options that must be there and are not, in one sentence. @throws UsageError */
export function demand(values: Readonly<Record<string, unknown>>, ...names: readonly string[]): void {
  const missing = names.filter((name) => values[name] === undefined).map((name) => `--${name}`);
  if (missing.length === 0) return;
  const verb = missing.length === 1 ? 'is' : 'are';
  throw new UsageError(`${missing.join(', ')} ${verb} missing.`);
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
