import { type RunOptions, type RunReport, run } from './run.ts';

/** What a run consists of that can be left out: what people do, what changes around, and what befalls. */
export function partsOf({ actions, weather, befallen }: RunReport): readonly string[] {
  return [...actions, ...weather, ...befallen].map(({ key }) => key);
}

/**
 * The shortest schedule found under which the same invariant does not hold: parts are left out, in halves, quarters and
 * so on, for as long as it still fails (Zeller's ddmin).
 */
export async function shrink(
  failed: RunReport,
  options: Omit<RunOptions, 'seed' | 'keeps' | 'trace'>,
): Promise<RunReport> {
  let best = failed;
  const fails = async (parts: readonly string[]): Promise<boolean> => {
    const kept = new Set(parts);
    const report = await run({ ...options, seed: failed.seed, keeps: (key) => kept.has(key) });
    if (report.violation?.invariant !== failed.violation?.invariant) return false;
    best = report;
    return true;
  };
  // What never happened because the run ended before is left out at once.
  await fails(partsOf(failed));
  for (let size = Math.ceil(partsOf(best).length / 2); size >= 1; size = Math.floor(size / 2)) {
    await leaveOut(() => partsOf(best), size, fails);
  }
  return best;
}

async function leaveOut(
  parts: () => readonly string[],
  size: number,
  fails: (parts: readonly string[]) => Promise<boolean>,
): Promise<void> {
  for (let from = 0; from < parts().length; ) {
    const all = parts();
    const without = all.filter((_, place) => place < from || place >= from + size);
    if (!(await fails(without))) from += size;
  }
}
