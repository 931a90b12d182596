import type { Brand } from './brand.ts';
import type { Duration } from './duration.ts';
import type { Instant } from './instant.ts';
import type { Pin } from './link.ts';
import type { Account, Principal } from './person.ts';

/** What links a Slack account with an AWS identity, once: whoever has it can be that account. Only its hash is kept. */
export type LinkCode = Brand<string, 'LinkCode'>;

/** What is kept of a code, under its hash. */
export interface LinkCodeIssued extends Account {
  readonly email: string;
  readonly expiresAt: Instant;
  /** Set when it linked something. */
  readonly spent?: true;
}

/** What a member of the company gets who wants to link their account. */
export type LinkCodeOffer =
  | { readonly outcome: 'linked-already'; readonly pin: Pin }
  | {
      readonly outcome: 'issued';
      readonly code: LinkCode;
      readonly expiresAt: Instant;
      /** Who the person must be signed in to AWS as. */
      readonly principal: Principal;
    };

/** How long a code counts, in minutes: to change from Slack to a terminal, and to sign in there. */
export const codeLife = 10 as Duration;

/** Characters of a code, 5 bits each: 80 bits cannot be guessed in its ten minutes. */
export const codeLength = 16;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Makes a code of random bytes. @param bytes one for each character, of which 5 bits are used */
export function linkCodeFrom(bytes: Uint8Array): LinkCode {
  const characters = [...bytes.slice(0, codeLength)].map((byte) => alphabet[byte & 31]);
  if (characters.length < codeLength) throw new Error(`a code needs ${codeLength} random bytes`);
  return characters.join('') as LinkCode;
}

/** A code as people copy it: with or without its hyphens, in any capitals; undefined where it cannot be one. */
export function parseLinkCode(text: string): LinkCode | undefined {
  const code = text.trim().toLowerCase().replaceAll('-', '');
  return /^[0-9a-hjkmnp-tv-z]{16}$/.test(code) ? (code as LinkCode) : undefined;
}

/** A code as it is shown, in groups of four. */
export function linkCodeInWords(code: LinkCode): string {
  return code.replaceAll(/(.{4})(?=.)/g, '$1-');
}
