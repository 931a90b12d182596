import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { PlatformOptions } from '../../local/options.ts';
import type { HostAnswer, HostCall } from './platform-host.ts';

type Waiting = ReturnType<typeof Promise.withResolvers<HostAnswer>>;

/** The process that starts this worker's platforms, and the calls that it has not answered. */
interface Host {
  readonly child: ChildProcess;
  readonly waiting: Map<string, Waiting>;
}

let host: Host | undefined;

/** Starts a platform in the process that all platforms of this worker share, and answers its address. */
export async function startHosted(
  start: PlatformOptions,
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const { url } = await ask({ id: randomUUID(), start, environment });
  if (url === undefined) throw new Error('unreachable: a start answers the address');
  return url;
}

export async function stopHosted(url: string): Promise<void> {
  await ask({ id: randomUUID(), stop: url });
}

async function ask(call: HostCall): Promise<HostAnswer> {
  host ??= startHost();
  const { child, waiting } = host;
  const answered: Waiting = Promise.withResolvers();
  waiting.set(call.id, answered);
  child.send(call);
  const answer = await answered.promise;
  if (answer.problem !== undefined) throw new Error(answer.problem);
  return answer;
}

function startHost(): Host {
  const waiting = new Map<string, Waiting>();
  const child = fork(fileURLToPath(new URL('./platform-host.ts', import.meta.url)), {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.on('message', ({ id, ...answer }: HostAnswer) => {
    waiting.get(id)?.resolve({ id, ...answer });
    waiting.delete(id);
  });
  child.once('exit', (code) => {
    host = undefined;
    for (const { reject } of waiting.values()) reject(new Error(`the platforms' process ended: ${code}`));
  });
  // It ends when this worker does, and must not keep it.
  child.unref();
  child.channel?.unref();
  return { child, waiting };
}
