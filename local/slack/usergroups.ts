import type { Collection } from '../store.ts';
import { newId } from './ids.ts';

/** A usergroup, as the caller describes it. `id` is `S…`; `users` are user ids. */
export interface UsergroupSeed {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly users: readonly string[];
}

export interface Usergroup extends UsergroupSeed {
  /** Disabled: Slack never forgets a usergroup. */
  readonly deleted: boolean;
  /** Seconds since the epoch, platform time. */
  readonly updated: number;
}

export interface UsergroupChange {
  readonly name?: string | undefined;
  readonly users?: readonly string[] | undefined;
  readonly deleted?: boolean | undefined;
}

export interface Usergroups {
  /** Disabled ones included. */
  all(): readonly Usergroup[];
  byId(id: string): Usergroup | undefined;
  byHandle(handle: string): Usergroup | undefined;
  create(handle: string, change: UsergroupChange): Usergroup;
  change(group: Usergroup, change: UsergroupChange): Usergroup;
}

/** Seeds the usergroups that the store does not know yet. @param now platform time, in milliseconds */
export function openUsergroups(
  stored: Collection<Usergroup>,
  seeds: readonly UsergroupSeed[],
  now: () => number,
): Usergroups {
  const all = () => stored.all().map(({ value }) => value);
  const save = (group: UsergroupSeed, { name, users, deleted }: UsergroupChange): Usergroup => {
    const wasDeleted = stored.get(group.id)?.deleted ?? false;
    const saved = {
      ...group,
      name: name ?? group.name,
      users: users ?? group.users,
      deleted: deleted ?? wasDeleted,
      updated: Math.floor(now() / 1000),
    };
    stored.put(group.id, saved);
    return saved;
  };
  for (const seed of seeds) {
    if (stored.get(seed.id) === undefined) save(seed, {});
  }
  return {
    all,
    byId: (id) => stored.get(id),
    byHandle: (handle) => all().find((group) => group.handle === handle),
    create: (handle, change) => save({ id: newId('S'), handle, name: handle, users: [] }, change),
    change: save,
  };
}
