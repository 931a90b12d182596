import type { PlatformState } from './platform.ts';

/** Names of all metrics that were counted so far. */
export const countedIn = ({ metrics }: PlatformState): ReadonlySet<string> =>
  new Set(metrics.map(({ name }) => name));
