import type { ExitCode, Terminal } from './terminal.ts';

/** One thing that the command line does. */
export interface Command {
  /** What it does, in one line. */
  readonly summary: string;
  /** All that `--help` shows: how it is called, its options, what it ends with and an example. */
  readonly help: string;
  /** What it ends with where a file cannot be used: for some that is the finding, for others no answer. */
  readonly onUnusableFile: ExitCode;
  /** @throws UsageError @throws ConfigError */
  readonly run: (args: readonly string[], terminal: Terminal) => ExitCode | Promise<ExitCode>;
}
