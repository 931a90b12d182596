/** How long something took, over many times. Milliseconds. */
export interface Latency {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** The nearest-rank percentiles of what was measured; nothing where nothing was. */
export function latencyOf(measured: readonly number[]): Latency | undefined {
  const sorted = measured.toSorted((one, other) => one - other);
  const max = sorted.at(-1);
  if (max === undefined) return undefined;
  const rank = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? max;
  return { count: sorted.length, p50: rank(0.5), p99: rank(0.99), max };
}
