import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A platform that runs as a person's does: `npm start` in a process of its own. */
export interface PlatformProcess {
  readonly url: string;
  /** Returns when it is gone. Killing twice equals killing once. */
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

/** Starts it, and waits until it is up. @param args as on the command line */
export async function startPlatformWith(args: readonly string[], assets?: string): Promise<PlatformProcess> {
  const { child, output } = spawnPlatform(args, assets);
  return {
    url: await urlOf(child, output),
    kill: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
    },
  };
}

/** Runs the platform's command line until it ends by itself, as it does when it cannot start. */
export async function runPlatform(
  args: readonly string[],
  assets?: string,
): Promise<{ code: number | null; output: string }> {
  const { child, output } = spawnPlatform(args, assets);
  await once(child, 'exit');
  return { code: child.exitCode, output: output.text };
}

function spawnPlatform(args: readonly string[], assets: string | undefined) {
  const { KUBEBUILDER_ASSETS: _, ...inherited } = process.env;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'local/main.ts', ...args], {
    cwd: root,
    // Dozens of platforms start in a run of the tests, each with the same sources.
    env: {
      ...inherited,
      NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled'),
      ...(assets === undefined ? {} : { KUBEBUILDER_ASSETS: assets }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output.text += text;
    });
  }
  return { child, output };
}

async function urlOf(child: ChildProcess, output: { readonly text: string }): Promise<string> {
  for (const deadline = Date.now() + 45_000; Date.now() < deadline; await delay(50)) {
    const url = /is up: (http:\/\/127\.0\.0\.1:\d+)/.exec(output.text)?.[1];
    if (url !== undefined) return url;
    if (child.exitCode !== null) break;
  }
  throw new Error(`the platform did not start: ${output.text}`);
}
