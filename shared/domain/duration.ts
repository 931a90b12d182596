import { type Brand, invalid, type Parsed, valid } from './brand.ts';

/** A length of time in whole minutes: at least 1, at most 30 days. */
export type Duration = Brand<number, 'Duration'>;

const longestMinutes = 30 * 24 * 60;
/** The form alone; `parseDuration` also holds the limits. */
export const durationPattern = /^(?!$)(?:(\d+)h)?(?:(\d+)m)?$/;
const howToWrite = 'Write minutes, hours or both, such as `30m`, `2h` or `1h30m`.';

/** Reads `30m`, `2h` or `1h30m`, and nothing else: `1d`, `90`, `1.5h` and `2h 30m` are refused with the right form. */
export function parseDuration(text: string): Parsed<Duration> {
  const match = durationPattern.exec(text);
  if (match === null) return invalid(`\`${shorten(text)}\` is not a duration. ${howToWrite}`);
  const [, hours, minutes] = match;
  if (hours !== undefined && Number(minutes ?? 0) > 59) {
    return invalid(`\`${shorten(text)}\` has more than 59 minutes beside its hours. ${howToWrite}`);
  }
  const total = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  if (total === 0) return invalid(`A duration of zero opens nothing. ${howToWrite}`);
  if (total > longestMinutes)
    return invalid(`\`${shorten(text)}\` is longer than 720h, the longest there is.`);
  return valid(total as Duration);
}

/** The short form that `parseDuration` reads: `90` minutes are `1h30m`. */
export function formatDuration(duration: Duration): string {
  const hours = Math.floor(duration / 60);
  const minutes = duration % 60;
  return `${hours > 0 ? `${hours}h` : ''}${minutes > 0 ? `${minutes}m` : ''}`;
}

/** `1 hour 30 minutes`, for people. */
export function durationInWords(duration: Duration): string {
  const parts = [counted(Math.floor(duration / 60), 'hour'), counted(duration % 60, 'minute')];
  return parts.filter((part) => part !== '').join(' ');
}

function counted(amount: number, unit: string): string {
  return amount === 0 ? '' : `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

const usual = ['15m', '30m', '1h', '2h', '4h', '8h', '24h', '72h'];

/** Up to three durations worth suggesting, the longest that is allowed as the last. */
export function usualDurations(longest: Duration): readonly string[] {
  const shorter = usual.filter((text) => {
    const parsed = parseDuration(text);
    return parsed.ok && parsed.value < longest;
  });
  return [...shorter.slice(-2), formatDuration(longest)];
}

function shorten(text: string): string {
  return text.length > 20 ? `${text.slice(0, 20)}…` : text;
}
