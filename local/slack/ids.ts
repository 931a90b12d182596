import { randomBytes } from 'node:crypto';

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A new id in Slack's form: the letter of its kind and ten capitals or digits. */
export function newId(kind: 'V' | 'S' | 'Ev'): string {
  return kind + Array.from(randomBytes(10), (byte) => alphabet[byte % alphabet.length]).join('');
}

/** A new id for a block or an element whose app gave none: five characters, as Slack generates them. */
export function newShortId(): string {
  return randomBytes(4).toString('base64url').slice(0, 5);
}

/** An unguessable token: trigger ids and response urls. */
export function newToken(): string {
  return randomBytes(16).toString('hex');
}
