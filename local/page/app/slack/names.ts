import { useMemo } from 'preact/hooks';
import type { Reading } from '../model/time.ts';
import { useSession } from '../session.ts';

/** How ids and times are shown to the persona. */
export interface Names {
  readonly reading: Reading;
  user(id: string): string;
  channel(id: string): string;
  usergroup(id: string): string;
}

/** The names, the same object for as long as they are the same. */
export function useNames(): Names {
  const { state, user, offset } = useSession();
  const { users, channels, usergroups } = state;
  // Shown times may be a minute old, so that a message is not drawn anew because of each other one.
  const minute = Math.floor((Date.now() + offset) / 60_000);
  return useMemo(
    () => ({
      reading: { timeZone: user.tz, now: Date.now() + offset },
      user: (id) => (id === 'USLACKBOT' ? 'Slackbot' : (users.find((each) => each.id === id)?.name ?? id)),
      channel: (id) => channels.find((each) => each.id === id)?.name ?? '',
      usergroup: (id) => usergroups.find((each) => each.id === id)?.handle ?? '',
    }),
    [users, channels, usergroups, user.tz, minute],
  );
}
