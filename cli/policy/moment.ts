import { invalid, type Parsed } from '../../shared/domain/brand.ts';
import { type Instant, instantFrom, millisecondsOf, parseInstant } from '../../shared/domain/instant.ts';

const form = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?(\.\d{3})?(Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/;
const howToWrite = 'Write a moment with its zone, such as 2026-11-21T12:00Z or 2026-11-21T13:00+01:00.';

/** Reads a moment as people type it: with its zone, and without seconds where they don't matter. */
export function parseMoment(text: string): Parsed<Instant> {
  const match = form.exec(text);
  if (match === null) return invalid(howToWrite);
  const [, minute, seconds = ':00', fraction = '.000', , sign, hours = '0', minutes = '0'] = match;
  const shown = parseInstant(`${minute}${seconds}${fraction}Z`);
  if (!shown.ok) return invalid(`There is no such moment. ${howToWrite}`);
  const east = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  return { ok: true, value: instantFrom(millisecondsOf(shown.value) - east * 60_000) };
}

/** Such as `Sat 2026-11-21 12:00 UTC`. */
export function momentInWords(at: Instant): string {
  const day = new Date(millisecondsOf(at)).toLocaleDateString('en-US', { weekday: 'short', timeZone: 'UTC' });
  return `${day} ${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}
