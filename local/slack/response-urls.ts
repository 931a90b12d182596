import type { Collection } from '../store.ts';
import { SlackError } from './errors.ts';
import { newToken } from './ids.ts';

/** What a response url answers to. */
export interface ResponseTarget {
  readonly user: string;
  readonly channel: string;
  /** The message that was acted on; a slash command has none. */
  readonly original?: string;
}

interface ResponseUrl extends ResponseTarget {
  /** Platform time, in milliseconds. */
  readonly issuedAt: number;
  readonly uses: number;
}

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
const maximumUses = 5;
const lifetimeMs = 30 * 60_000;

export interface ResponseUrls {
  /** A new token; the url ends in it. */
  issue(target: ResponseTarget): string;
  /** Takes one use; throws `expired_url` or `used_url`. */
  use(token: string): ResponseTarget;
}

export function openResponseUrls(stored: Collection<ResponseUrl>, now: () => number): ResponseUrls {
  return {
    issue: (target) => {
      const token = newToken();
      const issuedAt = now();
      for (const { key, value } of stored.all()) {
        if (value.issuedAt < issuedAt - lifetimeMs) stored.delete(key);
      }
      stored.put(token, { ...target, issuedAt, uses: 0 });
      return token;
    },
    use: (token) => {
      const url = stored.get(token);
      if (!url || now() - url.issuedAt > lifetimeMs) throw new SlackError('expired_url');
      if (url.uses >= maximumUses) throw new SlackError('used_url');
      stored.put(token, { ...url, uses: url.uses + 1 });
      return url;
    },
  };
}
