import { type Brand, invalid, type Parsed, valid } from './brand.ts';

/** Why someone asks, in their words: 1 to 1,000 characters on one line. It is shown and stored, never interpreted. */
export type Reason = Brand<string, 'Reason'>;

export const longestReason = 1000;

// Control characters would break log lines and terminals; direction overrides can make a card read as its opposite.
const unprintable = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;

// Characters without ink, such as the zero-width space: a reason of these alone says nothing.
const invisible = /[\s\p{Default_Ignorable_Code_Point}]/gu;

export function parseReason(text: string): Parsed<Reason> {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.replace(invisible, '') === '')
    return invalid('Say why in a few words; the people concerned and auditors read it.');
  if (line.length > longestReason) {
    return invalid(
      `The reason has ${line.length.toLocaleString('en')} characters; at most ${longestReason.toLocaleString('en')} fit. Link to the rest.`,
    );
  }
  if (unprintable.test(line)) {
    return invalid('The reason has control characters in it. Type it again as plain text.');
  }
  return valid(line as Reason);
}

/** Why break-glass is tried out, which nobody has to say. */
export const drillReason =
  'Break-glass is tried out, so that it works when it must. Nothing is wrong.' as Reason;
