import type { Parsed } from '../../shared/domain/brand.ts';
import { type Instant, parseInstant } from '../../shared/domain/instant.ts';

const shortForm = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?(\.\d{3})?Z$/;

/** Reads a moment in UTC as people type it, without seconds where they don't matter: `2026-11-20T12:00Z`. */
export function parseMoment(text: string): Parsed<Instant> {
  const match = shortForm.exec(text);
  if (match === null) return parseInstant(text);
  const [, minute, seconds = ':00', fraction = '.000'] = match;
  return parseInstant(`${minute}${seconds}${fraction}Z`);
}
