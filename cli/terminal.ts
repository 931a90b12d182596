/** What a command may use of the process that runs it. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Whether what is written is read on a screen that shows colours, by somebody who wants them. */
  readonly colours: boolean;
  /** In characters. */
  readonly width: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What a process ends with: all is well; something was found; the question could not be answered. */
export const exitCodes = { done: 0, failed: 1, misused: 2 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
