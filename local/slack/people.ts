import * as z from 'zod';
import type { Collection } from '../store.ts';
import { app } from './app.ts';
import { listed, NotInWorkspace } from './errors.ts';

/** A person of the workspace, as the caller describes them. `id` is `U…`; `name` is what the local API accepts too. */
export interface UserSeed {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly email: string;
  /** A guest. */
  readonly isRestricted?: boolean;
  /** Deactivated. */
  readonly deleted?: boolean;
}

/** A user as Slack's API shows one. https://docs.slack.dev/reference/objects/user-object */
export interface SlackUser {
  readonly id: string;
  readonly team_id: string;
  readonly name: string;
  readonly deleted: boolean;
  readonly real_name: string;
  readonly tz: string;
  readonly tz_label: string;
  /** Seconds east of UTC. */
  readonly tz_offset: number;
  readonly is_admin: boolean;
  readonly is_owner: boolean;
  readonly is_restricted: boolean;
  readonly is_ultra_restricted: boolean;
  readonly is_bot: boolean;
  readonly is_app_user: boolean;
  readonly is_email_confirmed: boolean;
  /** A member of another company, seen through Slack Connect. */
  readonly is_stranger: boolean;
  /** Seconds since the epoch, platform time. */
  readonly updated: number;
  readonly profile: {
    readonly email?: string;
    readonly real_name: string;
    readonly display_name: string;
    readonly team: string;
  };
}

/** What the local API may change about a person. `email` is short for `profile.email`. */
export const userChange = z
  .strictObject({
    name: z.string().min(1),
    real_name: z.string().min(1),
    email: z.email(),
    team_id: z.string().min(1),
    deleted: z.boolean(),
    is_admin: z.boolean(),
    is_owner: z.boolean(),
    is_restricted: z.boolean(),
    is_ultra_restricted: z.boolean(),
    is_bot: z.boolean(),
    is_app_user: z.boolean(),
    is_email_confirmed: z.boolean(),
    is_stranger: z.boolean(),
    tz: z.string().min(1),
    profile: z.strictObject({ email: z.email(), real_name: z.string(), display_name: z.string() }).partial(),
  })
  .partial();

export type UserChange = z.infer<typeof userChange>;

export interface People {
  all(): readonly SlackUser[];
  byId(id: string): SlackUser | undefined;
  /** The person with this id or name; throws `NotInWorkspace` for anybody else. */
  find(idOrName: string): SlackUser;
  /** Adds people; those who are known already keep what was changed about them. */
  add(seeds: readonly UserSeed[]): void;
  change(user: SlackUser, change: UserChange): SlackUser;
}

/** Seeds the people that the store does not know yet; those it knows keep what was changed about them. */
export function openPeople(
  users: Collection<SlackUser>,
  seeds: readonly UserSeed[],
  teamId: string,
  now: () => number,
): People {
  const seconds = () => Math.floor(now() / 1000);
  // Every message and channel asks for people, and there may be thousands.
  const known = new Map(users.all().map(({ key, value }) => [key, value]));
  let inOrder: readonly SlackUser[] | undefined;
  const save = (user: SlackUser) => {
    users.put(user.id, user);
    known.set(user.id, user);
    inOrder = undefined;
    return user;
  };
  const add = (added: readonly UserSeed[]) => {
    for (const seed of added) if (!known.has(seed.id)) save(userOf(seed, teamId, seconds()));
  };
  add([botSeed, ...seeds]);
  const all = () => {
    inOrder ??= [...known.values()].toSorted((one, other) => (one.id < other.id ? -1 : 1));
    return inOrder;
  };
  return {
    all,
    add,
    byId: (id) => known.get(id),
    find: (idOrName) => {
      const user = known.get(idOrName) ?? all().find((each) => each.name === idOrName);
      if (user) return user;
      const names = all().map((each) => each.name);
      throw new NotInWorkspace(`Nobody here is called "${idOrName}". The people are ${listed(names)}.`);
    },
    change: (user, { email, profile, ...rest }) => {
      return save({
        ...user,
        ...withoutUndefined(rest),
        profile: { ...user.profile, ...withoutUndefined({ email }), ...withoutUndefined(profile ?? {}) },
        updated: seconds(),
      });
    },
  };
}

/** So many made-up people, the same ones each time. */
export function generatedPeople(count: number): readonly UserSeed[] {
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(4, '0');
    const name = `generated-${number}`;
    return { id: `U0GEN${number}`, name, realName: `Generated ${number}`, email: `${name}@example.com` };
  });
}

const botSeed: UserSeed = { id: app.userId, name: app.name, realName: app.name, email: '' };

function userOf(seed: UserSeed, teamId: string, updated: number): SlackUser {
  const isBot = seed.id === app.userId;
  return {
    id: seed.id,
    team_id: teamId,
    name: seed.name,
    deleted: seed.deleted ?? false,
    real_name: seed.realName,
    tz: 'Europe/Berlin',
    tz_label: 'Central European Time',
    tz_offset: 3600,
    is_admin: false,
    is_owner: false,
    is_restricted: seed.isRestricted ?? false,
    is_ultra_restricted: false,
    is_bot: isBot,
    is_app_user: false,
    is_email_confirmed: !isBot,
    is_stranger: false,
    updated,
    profile: {
      ...(isBot ? {} : { email: seed.email }),
      real_name: seed.realName,
      display_name: seed.name,
      team: teamId,
    },
  };
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

function withoutUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Defined<T>;
}
