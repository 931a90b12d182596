import type { UsergroupHandle } from '../../domain/person.ts';
import type { Directory } from '../../usecases/ports.ts';

/** Milliseconds. */
const rememberFor = 60_000;

interface Remembered {
  readonly until: number;
  readonly usergroups: ReadonlySet<UsergroupHandle>;
}

/**
 * A directory for what is only shown and decides nothing: a search asks at each pause in somebody's typing, and Slack
 * answers about twenty such questions a minute, https://docs.slack.dev/reference/methods/usergroups.users.list. So whom
 * usergroups have may be a minute old; who somebody is is read anew.
 * @param clock milliseconds since the epoch
 */
export function withRememberedMemberships(directory: Directory, clock: () => number): Directory {
  const known = new Map<string, Remembered>();
  return {
    ...directory,
    usergroupsOf: async (userId, among) => {
      const key = [userId, ...among].join(' ');
      const remembered = known.get(key);
      if (remembered !== undefined && clock() < remembered.until) return remembered.usergroups;
      for (const [other, { until }] of known) if (until <= clock()) known.delete(other);
      const usergroups = await directory.usergroupsOf(userId, among);
      known.set(key, { usergroups, until: clock() + rememberFor });
      return usergroups;
    },
  };
}
