import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { functionEnvironment } from '../test/support/function-environment.ts';

const run = promisify(execFile);

/**
 * Runs a module's text in a process that has loaded nothing yet, as a Lambda instance has not, and answers the JSON that
 * it prints.
 * @param cwd a folder with a bundle
 * @param environment beside what every function is given
 */
export async function inFreshProcess<Value>(
  script: string,
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Value> {
  const env = { ...functionEnvironment, ...environment, NODE_OPTIONS: '--enable-source-maps' };
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { cwd, env });
  return JSON.parse(stdout) as Value;
}
