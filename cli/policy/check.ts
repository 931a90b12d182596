import { warningsAbout } from '../../shared/config/load-access-config.ts';
import { readOptions } from '../options.ts';
import { type ExitCode, exitCodes, type Terminal } from '../terminal.ts';

/** Reads the policy and warns of rules that do less than they seem. Warnings fail nothing. @throws ConfigError */
export function checkPolicy(args: readonly string[], terminal: Terminal): ExitCode {
  const { config } = readOptions(args, { config: { type: 'string', default: 'access.yaml' } });
  for (const warning of warningsAbout(config)) terminal.err(`warning: ${warning}\n`);
  return exitCodes.done;
}
