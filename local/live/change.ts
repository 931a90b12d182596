import type { Parts } from './parts.ts';

/** An event of the stream, as the page reads it: what is new or different, and the keys of what is gone. */
export interface Change {
  /** Platform time, in milliseconds. */
  readonly now: number;
  readonly set: Readonly<Record<string, unknown>>;
  readonly gone: readonly string[];
}

/** What makes `after` out of `before`, as the JSON of a `Change`; undefined where nothing differs. */
export function changeBetween(before: Parts, after: Parts, now: number): string | undefined {
  const set = [...after].filter(([key, json]) => before.get(key) !== json);
  const gone = [...before.keys()].filter((key) => !after.has(key));
  return set.length === 0 && gone.length === 0 ? undefined : changeJson(set, gone, now);
}

/** All of it, as the JSON of a `Change` from nothing. */
export function wholeOf(parts: Parts, now: number): string {
  return changeJson([...parts], [], now);
}

// The parts are JSON already; to parse and print them again would cost more than everything else here.
function changeJson(
  set: readonly (readonly [string, string])[],
  gone: readonly string[],
  now: number,
): string {
  const members = set.map(([key, json]) => `${JSON.stringify(key)}:${json}`);
  return `{"now":${now},"set":{${members.join(',')}},"gone":${JSON.stringify(gone)}}`;
}
