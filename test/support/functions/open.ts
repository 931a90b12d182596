import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openClock, type PlatformClock } from '../../../local/clock.ts';
import { type Lambda, openLambda } from '../../../local/lambda/lambda.ts';
import { openMetrics } from '../../../local/metrics.ts';
import { openStore } from '../../../local/store.ts';
import { temporaryDirectory } from '../states.ts';

export interface TestLambda {
  readonly lambda: Lambda;
  readonly clock: PlatformClock;
  readonly logFile: string;
}

/** A Lambda service with the functions `sample` (a time-out of one second) and `unstartable`. */
export function openTestLambda(directory = temporaryDirectory()): TestLambda {
  const store = openStore(directory);
  const clock = openClock(store.collection('clock'));
  const logFile = join(directory, 'platform.log');
  const functionOf = (name: string) => ({
    name,
    modulePath: join(import.meta.dirname, `${name}.ts`),
    environment: { GREETING: 'hello' },
    timeoutSeconds: 1,
  });
  const functions = [functionOf('sample'), functionOf('unstartable')];
  const threadPath = fileURLToPath(new URL('../../../local/lambda/thread.ts', import.meta.url));
  const metrics = openMetrics(store.collection('metric'), clock.now);
  return { lambda: openLambda({ functions, threadPath, clock, store, logFile, metrics }), clock, logFile };
}
