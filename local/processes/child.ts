import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { endStale } from './stale.ts';

/** A part of the real cluster did not come up; the sentence ends with the last lines that it printed. */
export class ClusterStartError extends Error {
  constructor(what: string, lastLines: readonly string[]) {
    const said = lastLines.length === 0 ? 'It printed nothing.' : `It printed:\n${lastLines.join('\n')}`;
    super(`${what} Check that the binaries in KUBEBUILDER_ASSETS fit this machine. ${said}`);
    this.name = 'ClusterStartError';
  }
}

export interface Child {
  readonly name: string;
  /** Why it ended, or undefined while it runs. */
  ended(): string | undefined;
  lastLines(): readonly string[];
  /** Ends it; returns when it is gone. Ending twice equals ending once. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Lines of a child's standard error that an error message may quote. */
const keptLines = 12;

/**
 * Starts an executable in our process group, its process id kept in `<directory>/<name>.pid`, so that a child left over
 * by a killed platform is found and ended first. `directory` must stand in `args`: the leftover is recognized by it.
 */
export async function startChild(binary: string, args: readonly string[], directory: string): Promise<Child> {
  const name = basename(binary);
  const pidFile = join(directory, `${name}.pid`);
  await endStale(pidFile, directory);
  const child = spawn(binary, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const lines = keepLastLines(child);
  let ending: string | undefined;
  const gone = new Promise<void>((resolve) => {
    const settle = (why: string) => {
      ending ??= why;
      resolve();
    };
    child.once('error', (error) => settle(error.message));
    child.once('exit', (code, signal) => settle(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
  if (child.pid !== undefined) writeFileSync(pidFile, String(child.pid));
  return {
    name,
    ended: () => ending,
    lastLines: () => [...lines],
    end: async (signal) => {
      child.kill(signal);
      const force = setTimeout(() => child.kill('SIGKILL'), 5000);
      await gone;
      clearTimeout(force);
      rmSync(pidFile, { force: true });
    },
  };
}

function keepLastLines(child: ChildProcess): readonly string[] {
  const lines: string[] = [];
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    lines.push(...chunk.split('\n').filter((line) => line !== ''));
    lines.splice(0, lines.length - keptLines);
  });
  return lines;
}

/** Throws ClusterStartError when the child has ended. */
export function requireRunning(child: Child): void {
  const ending = child.ended();
  if (ending !== undefined)
    throw new ClusterStartError(`${child.name} ended (${ending}).`, child.lastLines());
}
