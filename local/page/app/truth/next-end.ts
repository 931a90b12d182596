import type { Request } from '../model/types.ts';

/** Seconds of platform time until the first open window ends, or undefined where none is open. */
export function secondsToEnd(requests: readonly Request[], now: number): number | undefined {
  const left = requests
    .filter(({ status }) => status === 'approved' || status === 'active' || status === 'closing')
    .flatMap(({ closesAt }) => (closesAt === undefined ? [] : [Date.parse(closesAt) - now]));
  return left.length === 0 ? undefined : Math.max(1, Math.ceil(Math.min(...left) / 1000));
}
