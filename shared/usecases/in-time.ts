import type { Reporter } from './ports.ts';

export interface InTimePorts {
  /** Fulfils after so many milliseconds, by the wall clock: Slack waits by it. */
  readonly timeUp: (milliseconds: number) => Promise<void>;
  readonly reporter: Reporter;
}

/** Waits for a piece of work; what fails or is not done in time is left out, and nothing is thrown. */
export type InTime = <Value>(what: string, work: Promise<Value>) => Promise<Value | undefined>;

/** One deadline for several pieces of work, from now. Failures are reported. */
export function within({ timeUp, reporter }: InTimePorts, milliseconds: number): InTime {
  const over = timeUp(milliseconds).then(() => undefined);
  return (what, work) => {
    const done = work.catch((error: unknown) => {
      reporter.failed(what, error);
      return undefined;
    });
    return Promise.race([done, over]);
  };
}
