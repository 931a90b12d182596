import { ConfigError } from '../shared/config/config-error.ts';
import { didYouMean } from '../shared/domain/closest.ts';
import { auditCommands } from './audit/commands.ts';
import { clusterCommands } from './cluster/commands.ts';
import type { Command } from './command.ts';
import { doctorCommands } from './doctor/commands.ts';
import { NoAnswerError } from './no-answer-error.ts';
import { UsageError } from './options.ts';
import { policyCommands } from './policy/commands.ts';
import { remarksInWords } from './remarks.ts';
import { remoteCommands } from './remote/commands.ts';
import { slackCommands } from './slack/commands.ts';
import { styleOf } from './style.ts';
import { type ExitCode, exitCodes, type Terminal } from './terminal.ts';

const commands: ReadonlyMap<string, Command> = new Map(
  Object.entries({
    ...remoteCommands,
    ...policyCommands,
    ...clusterCommands,
    ...slackCommands,
    ...auditCommands,
    ...doctorCommands,
  }),
);

/** Runs one command; what the process ends with. A mistake of the caller is said in a sentence on the error output. */
export async function main(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const wantsHelp = args.length === 0 || args[0] === 'help' || args.some(isHelpOption);
  const words = args.filter((arg, place) => !isHelpOption(arg) && (place > 0 || arg !== 'help'));
  const { name, options } = named(words);
  const command = commands.get(name);
  if (command !== undefined) {
    if (!wantsHelp) return run(command, name, options, terminal);
    terminal.out(command.help);
    return exitCodes.done;
  }
  if (wantsHelp) {
    terminal.out(overview());
    return exitCodes.done;
  }
  const meant = didYouMean(name, [...commands.keys()]);
  terminal.err(`There is no command ${name}.${meant}\n\n${overview()}`);
  return exitCodes.misused;
}

/** Commands have a verb, or a subject and a verb. */
function named(words: readonly string[]): { readonly name: string; readonly options: readonly string[] } {
  const [verb = ''] = words;
  return commands.has(verb)
    ? { name: verb, options: words.slice(1) }
    : { name: words.slice(0, 2).join(' '), options: words.slice(2) };
}

function isHelpOption(arg: string): boolean {
  return arg === '--help' || arg === '-h';
}

async function run(
  command: Command,
  name: string,
  options: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  try {
    return await command.run(options, terminal);
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.err(`${error.message}\n\`k8s-access ${name} --help\` shows what there is.\n`);
      return exitCodes.misused;
    }
    if (error instanceof NoAnswerError) {
      terminal.err(`${error.message}\n`);
      return exitCodes.misused;
    }
    if (!(error instanceof ConfigError)) throw error;
    const { mistakes, message } = error;
    terminal.err(mistakes.length > 0 ? remarksInWords(mistakes, styleOf(terminal)) : `${message}\n`);
    return command.onUnusableFile;
  }
}

function overview(): string {
  const width = Math.max(...[...commands.keys()].map((name) => name.length));
  const lines = [...commands].map(([name, { summary }]) => `  k8s-access ${name.padEnd(width)}  ${summary}`);
  return `Usage:\n${lines.join('\n')}\n\nEach says more with --help.\n`;
}
