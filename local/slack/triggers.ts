import type { Collection } from '../store.ts';
import { SlackError } from './errors.ts';
import { newToken } from './ids.ts';

interface Trigger {
  readonly user: string;
  /** Wall clock, in milliseconds: an app has three real seconds, however fast platform time runs. */
  readonly issuedAt: number;
  readonly exchanged: boolean;
}

/** https://docs.slack.dev/interactivity/handling-user-interaction#modal_responses */
const lifetimeMs = 3000;

export interface Triggers {
  /** A new trigger id for something that this person just did. */
  issue(user: string): string;
  /** Uses a trigger up and answers whose it was; throws Slack's error for one that cannot be used. */
  exchange(triggerId: string): string;
}

export function openTriggers(stored: Collection<Trigger>, teamId: string, wallNow: () => number): Triggers {
  return {
    issue: (user) => {
      const issuedAt = wallNow();
      // A minute is kept so that an old trigger is told from one that never was.
      for (const { key, value } of stored.all()) {
        if (value.issuedAt < issuedAt - 60_000) stored.delete(key);
      }
      const id = `${issuedAt}.${teamId}.${newToken()}`;
      stored.put(id, { user, issuedAt, exchanged: false });
      return id;
    },
    exchange: (triggerId) => {
      const trigger = stored.get(triggerId);
      const wellFormed = triggerId.split('.').length === 3;
      if (!trigger) throw new SlackError(wellFormed ? 'expired_trigger_id' : 'invalid_trigger_id');
      if (trigger.exchanged) throw new SlackError('exchanged_trigger_id');
      if (wallNow() - trigger.issuedAt > lifetimeMs) throw new SlackError('expired_trigger_id');
      stored.put(triggerId, { ...trigger, exchanged: true });
      return trigger.user;
    },
  };
}
