/** Tells that something may have changed, without saying what. */
export interface Signal {
  tell(): void;
  /** Calls `listener` each time; the answer stops it. */
  watch(listener: () => void): () => void;
}

export function openSignal(): Signal {
  const listeners = new Set<() => void>();
  return {
    tell: () => {
      for (const listener of listeners) listener();
    },
    watch: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
