import { type Instant, millisecondsOf } from '../../../shared/domain/instant.ts';
import type { ReportedWindow } from '../../../shared/domain/trail-report.ts';

/** What is drawn of one namespace of a cluster. */
export interface Lane {
  readonly cluster: string;
  readonly namespace: string;
  readonly windows: number;
  readonly bars: readonly Bar[];
}

/** One window, or several that lie too close together to be told apart. */
export interface Bar {
  /** Parts of the whole span, from 0 to 1. */
  readonly from: number;
  readonly to: number;
  readonly emergency: boolean;
  readonly windows: readonly ReportedWindow[];
}

/** The narrowest bar that can be seen, as a part of the whole. */
const narrowest = 0.002;

/** The windows by namespace, each kind merged where it overlaps, so that a lane never has more than some hundred bars. */
export function lanesOf(windows: Iterable<ReportedWindow>, from: Instant, until: Instant): readonly Lane[] {
  const byNamespace = new Map<string, ReportedWindow[]>();
  for (const window of windows) {
    for (const namespace of window.about.namespaces) {
      const key = `${window.about.cluster} ${namespace}`;
      const lane = byNamespace.get(key) ?? [];
      lane.push(window);
      byNamespace.set(key, lane);
    }
  }
  return [...byNamespace.keys()].toSorted().map((key) => {
    const [cluster = '', namespace = ''] = key.split(' ');
    const lane = byNamespace.get(key) ?? [];
    const placed = lane.map((window) => barOf(window, from, until));
    const [emergencies, others] = [true, false].map((kind) => placed.filter((bar) => bar.emergency === kind));
    const bars = [...merged(others ?? []), ...merged(emergencies ?? [])];
    return { cluster, namespace, windows: lane.length, bars };
  });
}

function barOf(window: ReportedWindow, from: Instant, until: Instant): Bar {
  const [start, whole] = [millisecondsOf(from), millisecondsOf(until) - millisecondsOf(from)];
  const partOf = (at: Instant) => Math.min(1, Math.max(0, (millisecondsOf(at) - start) / whole));
  const begins = partOf(window.openedAt ?? from);
  const ends = partOf(window.closedAt ?? until);
  const emergency = window.about.breakGlass === 'emergency';
  return { from: begins, to: Math.max(ends, begins + narrowest), emergency, windows: [window] };
}

function merged(bars: readonly Bar[]): readonly Bar[] {
  const done: Bar[] = [];
  for (const bar of bars.toSorted((one, other) => one.from - other.from)) {
    const last = done.at(-1);
    if (last === undefined || bar.from > last.to) done.push(bar);
    else {
      const windows = last.windows as ReportedWindow[];
      windows.push(...bar.windows);
      done[done.length - 1] = { ...last, to: Math.max(last.to, bar.to) };
    }
  }
  return done;
}
