import type { Day } from './day.ts';

/** What is wrong with a sealed day. Where events are named, it is the first of the day with which something is. */
export type TrailFinding = { readonly day: Day } /** There is no seal of the day. */ & (
  | { readonly kind: 'day-missing' }
  | { readonly kind: 'file-missing' | 'file-damaged'; readonly file: string }
  /** The seal is not one of this key over this manifest. */
  | { readonly kind: 'not-signed' }
  /** The seal is another day's. */
  | { readonly kind: 'wrong-day'; readonly sealed: Day }
  /** The day does not continue the one before it. */
  | { readonly kind: 'other-day-before' }
  /** The list of the day's heads is not the one that was sealed. */
  | { readonly kind: 'heads-changed' }
  /** Some of the chain's events stand in no day. */
  | ({ readonly kind: 'not-continued' } & EventName)
  /** A line is no event. */
  | { readonly kind: 'no-event'; readonly line: number }
  /** The event is not what was written. */
  | ({ readonly kind: 'changed' } & EventName)
  /** The event is not there. */
  | ({ readonly kind: 'removed' } & EventName)
  /** The event was not there when the day was sealed, or stands there twice. */
  | ({ readonly kind: 'inserted' } & EventName)
  /** The event stands where another belongs. */
  | ({ readonly kind: 'reordered' } & EventName)
);

export interface EventName {
  readonly chain: string;
  readonly seq: number;
}

/** What is wrong, in a sentence. */
export function findingInWords(finding: TrailFinding): string {
  const { day } = finding;
  switch (finding.kind) {
    case 'day-missing':
      return `${day}: the day is missing. Fetch its folder from the bucket; if it is not there, it was never sealed.`;
    case 'file-missing':
      return `${day}: ${finding.file} is missing. Fetch it from the bucket again.`;
    case 'file-damaged':
      return `${day}: ${finding.file} was cut off or damaged. Fetch it from the bucket again.`;
    case 'not-signed':
      return `${day}: the seal was not made by this key, or the manifest was changed after it was signed.`;
    case 'wrong-day':
      return `${day}: the seal is that of ${finding.sealed}.`;
    case 'other-day-before':
      return `${day}: the day before it is not the one that it was sealed after.`;
    case 'heads-changed':
      return `${day}: the list of heads is not the one that was sealed, so what the events should be is not known.`;
    case 'not-continued':
      return `${day}: ${named(finding)} does not follow from the last event of its chain on an earlier day.`;
    case 'no-event':
      return `${day}: line ${finding.line} of the events is not an event: it was changed.`;
    default:
      return `${day}: ${named(finding)} was ${finding.kind}.`;
  }
}

function named({ chain, seq }: EventName): string {
  return `event ${seq} of ${chain}`;
}
