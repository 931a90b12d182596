import { ConfigError } from '../shared/config/yaml-file.ts';
import { UsageError } from './options.ts';
import { checkPolicy } from './policy/check.ts';
import { explainPolicy } from './policy/explain.ts';
import { testPolicy } from './policy/test.ts';
import { type ExitCode, exitCodes, type Terminal } from './terminal.ts';

export const usage = `Usage:
  k8s-access policy check   [--config access.yaml]
  k8s-access policy explain --who alice@example.com [--groups a,b] --cluster prod-eu --namespace payments
                            --role edit --duration 1h [--reason "…"] [--at 2026-11-21T12:00Z]
                            [--config access.yaml] [--json]
  k8s-access policy test    [--cases access.cases.yaml] [--config access.yaml]
`;

/** Runs one command; what the process ends with. A mistake of the caller is said in a sentence on the error output. */
export function main(args: readonly string[], terminal: Terminal): ExitCode {
  try {
    return run(args, terminal);
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.err(`${error.message}\n\n${usage}`);
      return exitCodes.misused;
    }
    if (!(error instanceof ConfigError)) throw error;
    terminal.err(`${error.message}\n`);
    return exitCodes.failed;
  }
}

function run([subject, verb, ...options]: readonly string[], terminal: Terminal): ExitCode {
  if (subject === undefined || subject === 'help' || subject === '--help') {
    terminal.out(usage);
    return exitCodes.done;
  }
  if (subject !== 'policy') throw new UsageError(`There is no command ${subject}.`);
  switch (verb) {
    case 'check':
      return checkPolicy(options, terminal);
    case 'explain':
      return explainPolicy(options, terminal);
    case 'test':
      return testPolicy(options, terminal);
    default:
      throw new UsageError(
        verb === undefined ? 'policy wants a verb.' : `There is no command policy ${verb}.`,
      );
  }
}
