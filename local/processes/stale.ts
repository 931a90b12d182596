import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Ends the process that an earlier platform left behind under this pid file, if it still runs.
 * Process ids are reused, so only a process whose command line names our data directory is touched.
 */
export async function endStale(pidFile: string, directory: string): Promise<void> {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  while (commandLine(pid).includes(directory)) {
    process.kill(pid, 'SIGKILL');
    await sleep(20);
  }
  rmSync(pidFile);
}

/** The command line of a running process; '' for one that is gone, or dead and not yet reaped. */
function commandLine(pid: number): string {
  if (!Number.isSafeInteger(pid) || pid <= 0) return '';
  try {
    if (existsSync('/proc/self/cmdline')) return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
