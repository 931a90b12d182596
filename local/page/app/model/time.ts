function format(milliseconds: number, options: Intl.DateTimeFormatOptions, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format(milliseconds);
}

const formats: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date_slash: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date_long_full: { dateStyle: 'long' },
  day_divider_pretty: { dateStyle: 'full' },
  date: { dateStyle: 'long' },
  date_short: { dateStyle: 'medium' },
  date_long: { dateStyle: 'full' },
  date_pretty: { dateStyle: 'long' },
  date_short_pretty: { dateStyle: 'medium' },
  date_long_pretty: { dateStyle: 'full' },
  time: { timeStyle: 'short' },
  time_secs: { timeStyle: 'medium' },
};

/** Where and when something is read: platform time in milliseconds. */
export interface Reading {
  readonly timeZone: string;
  readonly now: number;
}

/** Slack's date token. https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
export function slackDate(seconds: number, pattern: string, fallback: string, reading: Reading): string {
  if (!Number.isFinite(seconds)) return fallback;
  const ms = seconds * 1000;
  return pattern.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    if (name === 'ago') return distance(ms - reading.now);
    const near = name.endsWith('_pretty') ? nearDay(ms, reading) : undefined;
    const options = formats[name];
    return near ?? (options ? format(ms, options, reading.timeZone) : whole);
  });
}

const dayMs = 24 * 3600 * 1000;

/** `today`, `yesterday` or `tomorrow`, in the reader's zone. */
function nearDay(ms: number, { timeZone, now }: Reading): string | undefined {
  const day = dayOf(ms, timeZone);
  if (day === dayOf(now, timeZone)) return 'today';
  if (day === dayOf(now - dayMs, timeZone)) return 'yesterday';
  return day === dayOf(now + dayMs, timeZone) ? 'tomorrow' : undefined;
}

/** The day of an instant, to compare with others and to show. */
export function dayOf(milliseconds: number, timeZone: string): string {
  return format(milliseconds, { weekday: 'long', day: 'numeric', month: 'long' }, timeZone);
}

/** Hours and minutes of an instant. */
export function clockTime(milliseconds: number, timeZone: string): string {
  return format(milliseconds, { hour: '2-digit', minute: '2-digit' }, timeZone);
}

/** Day and time of an instant, to the second. */
export function dayTime(milliseconds: number, timeZone: string): string {
  const time = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  return format(milliseconds, { weekday: 'short', day: 'numeric', month: 'short', ...time }, timeZone);
}

/** `in 1 h 5 min`, `in 40 s`, or `12 min ago`. */
export function distance(milliseconds: number): string {
  const words = span(Math.abs(milliseconds));
  return milliseconds < 0 ? `${words} ago` : `in ${words}`;
}

function span(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours} h ${minutes} min` : minutes > 0 ? `${minutes} min` : `${seconds} s`;
}

/** What is left, as a countdown: `59:03`, `1:02:09`, or `0:00`. */
export function countdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const two = (count: number) => String(count).padStart(2, '0');
  const minutes = Math.floor(seconds / 60) % 60;
  const hours = Math.floor(seconds / 3600);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
