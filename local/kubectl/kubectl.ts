import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { whyNotPermitted } from './permitted.ts';
import { type Said, withoutKubectl } from './without-kubectl.ts';
import { wordsOf } from './words.ts';

/** What came of a line. `refused` never reached the cluster, `forbidden` was answered with no. */
export interface Ran {
  readonly verdict: 'allowed' | 'forbidden' | 'unknown-person' | 'failed' | 'refused';
  readonly output: string;
}

export interface Kubectl {
  /** Runs a line of kubectl as a persona, without any shell. @throws UnknownClusterError */
  run(persona: string, cluster: string, line: string): Promise<Ran>;
}

/** There is no cluster of that name. */
export class UnknownClusterError extends Error {
  override readonly name = 'UnknownClusterError';
}

/** Milliseconds that a line may take. */
const longest = 15_000;

/** Characters of an answer that are shown. */
const most = 20_000;

/** kubectl as this machine has it, with the personas' kubeconfigs; where it has none, the few verbs that show access. */
export function openKubectl(dataDirectory: string, clusters: readonly string[]): Kubectl {
  // kubectl keeps what it discovers there, and must not mix it with what the person's own kubectl knows.
  const home = join(dataDirectory, 'kubectl');
  return {
    run: async (persona, name, line) => {
      if (!clusters.includes(name)) throw new UnknownClusterError(`There is no cluster "${name}".`);
      const words = wordsOf(line.replace(/^\s*(\$\s*)?(kubectl\b)?/, ''));
      if (words === undefined) return { verdict: 'refused', output: 'A quote is left open. Close it.' };
      const refusal = whyNotPermitted(words);
      if (refusal !== undefined) return { verdict: 'refused', output: refusal };
      mkdirSync(home, { recursive: true });
      const kubeconfig = join(dataDirectory, 'kubeconfig', `${persona}-${name}.yaml`);
      const said = await spoken(['--kubeconfig', kubeconfig, ...words], home);
      return ranFrom(said ?? (await withoutKubectl(kubeconfig, words)));
    },
  };
}

/** What kubectl says, or undefined where this machine has none. */
function spoken(args: readonly string[], home: string): Promise<Said | undefined> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: home };
  return new Promise((resolve) => {
    const child = execFile('kubectl', args, { timeout: longest, env }, (error, stdout, stderr) => {
      if (error?.code === 'ENOENT') resolve(undefined);
      else resolve({ ok: error === null, output: `${stdout}${stderr}` });
    });
    child.stdin?.end();
  });
}

function ranFrom({ ok, output }: Said): Ran {
  const text = output.trim().slice(0, most);
  return { verdict: verdictOf(ok, text), output: text };
}

function verdictOf(ok: boolean, output: string): Ran['verdict'] {
  if (ok) return 'allowed';
  if (/^no\b/m.test(output) || /forbidden/i.test(output)) return 'forbidden';
  return /unauthorized|must be logged in|provide credentials/i.test(output) ? 'unknown-person' : 'failed';
}
