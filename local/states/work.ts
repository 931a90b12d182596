/** Something that can be waited for until it does nothing but wait. */
export interface Work {
  busy(): boolean;
  idle(): Promise<void>;
}

export interface WorkTracker extends Work {
  /** Counts the promise as work until it settles, and gives it back. */
  track<Value>(work: Promise<Value>): Promise<Value>;
}

export function trackWork(): WorkTracker {
  const underWay = new Set<Promise<unknown>>();
  return {
    track: (work) => {
      const settled: Promise<unknown> = work.catch(() => undefined).finally(() => underWay.delete(settled));
      underWay.add(settled);
      return work;
    },
    busy: () => underWay.size > 0,
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

/** Resolves when none of them works any more: one may have set another to work while it ended. */
export async function allIdle(works: readonly Work[]): Promise<void> {
  while (works.some((work) => work.busy())) await Promise.all(works.map((work) => work.idle()));
}
