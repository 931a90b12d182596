import { invariants } from './invariants/all.ts';
import type { RunReport } from './run.ts';

/** What many runs came to together. */
export class Tally {
  runs = 0;
  lifecycles = 0;
  readonly #statuses = new Map<string, number>();
  readonly #faults = new Map<string, number>();
  readonly #weather = new Map<string, number>();
  readonly #checks = new Map<string, number>();

  add({ lifecycles, statuses, befallen, weather, checks }: RunReport): void {
    this.runs += 1;
    this.lifecycles += lifecycles;
    for (const [status, times] of statuses) count(this.#statuses, status, times);
    for (const { fault } of befallen) count(this.#faults, fault);
    for (const { kind } of weather) count(this.#weather, kind);
    for (const [name, times] of checks) count(this.#checks, name, times);
  }

  /** The lines of a report. @param seconds that the runs took */
  lines(seconds: number): readonly string[] {
    const rate = Math.round(this.lifecycles / seconds);
    return [
      `${this.runs} runs, ${this.lifecycles} lifecycles in ${seconds.toFixed(1)} s, ${rate} a second`,
      `  came to: ${listed(this.#statuses)}`,
      `  disturbed by: ${listed(this.#faults)}`,
      `  meanwhile: ${listed(this.#weather)}`,
      ...Object.keys(invariants).map((name) => `  held: ${name} (${this.#checks.get(name) ?? 0} looks)`),
    ];
  }
}

/** A run that failed, and the shortest schedule that was found for it. */
export function failureLines(found: RunReport, shortest: RunReport): readonly string[] {
  const { seed, violation } = found;
  if (violation === undefined) return [];
  const happened = [
    ...shortest.actions.map(({ at, who, verb, id, key }) => ({ at, text: `${who} ${verb} ${id}`, key })),
    ...shortest.weather.map(({ from, kind, key }) => ({ at: from, text: kind, key })),
    ...shortest.befallen.map(({ at, fault, key }) => ({ at, text: `${fault}: ${key}`, key: '' })),
  ].sort((one, other) => one.at - other.at);
  return [
    `Seed ${seed} breaks: ${violation.invariant}`,
    `  ${shortest.violation?.problem ?? violation.problem}`,
    `  The shortest schedule that was found, of ${happened.length} things:`,
    ...happened.map(({ at, text, key }) => `    ${timeOf(at)} ${text}${key === '' ? '' : ` (${key})`}`),
    `  Replay it with: npm run simulate -- --replay ${seed}`,
  ];
}

/** The time of day in virtual time. @param at milliseconds since the epoch */
export function timeOf(at: number): string {
  return new Date(at).toISOString().slice(11, 23);
}

function count(counts: Map<string, number>, what: string, times = 1): void {
  counts.set(what, (counts.get(what) ?? 0) + times);
}

function listed(counts: ReadonlyMap<string, number>): string {
  const sorted = [...counts].sort(([, one], [, other]) => other - one);
  return sorted.length === 0 ? 'nothing' : sorted.map(([what, times]) => `${what} ${times}`).join(', ');
}
