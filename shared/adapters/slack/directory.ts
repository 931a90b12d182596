import type { WebClient } from '@slack/web-api';
import * as z from 'zod';
import type { SlackProfile } from '../../domain/identify.ts';
import type { UsergroupHandle } from '../../domain/person.ts';
import type { Directory } from '../../usecases/ports.ts';
import { answerOf, SlackCallError } from './client.ts';
import { accountOf, type OnCallNow, slackRosters } from './rosters.ts';
import { usergroupIds, usergroupMembers } from './usergroups.ts';

const nobodyOnCall: OnCallNow = async () => undefined;

/**
 * The people of the workspace through Slack's Web API, read anew at every question. Throws SlackCallError.
 * @param onCallNow who is on call for a schedule; without it there are no schedules
 */
export function slackDirectory(slack: WebClient, onCallNow: OnCallNow = nobodyOnCall): Directory {
  const ownTeam = rememberOwnTeam(slack);
  return {
    profile: async (userId) => {
      const [user, team] = await Promise.all([findAccount(slack, userId), ownTeam()]);
      return user === undefined ? undefined : profileOf(user, team);
    },
    usergroupsOf: async (userId, among) => {
      if (among.length === 0) return new Set();
      const ids = await usergroupIds(slack);
      const memberships = await Promise.all(
        among.map(async (handle) => ((await isMember(slack, ids.get(handle), userId)) ? [handle] : [])),
      );
      return new Set<UsergroupHandle>(memberships.flat());
    },
    rostersOf: (sources) => slackRosters(slack, sources, onCallNow),
  };
}

// Slack leaves members out that do not hold, and most of them for a deactivated account.
const flag = z.boolean().default(false);

// https://docs.slack.dev/reference/objects/user-object
const userSchema = z.object({
  id: z.string(),
  team_id: z.string(),
  name: z.string(),
  deleted: flag,
  is_bot: flag,
  is_restricted: flag,
  is_ultra_restricted: flag,
  is_stranger: flag,
  is_email_confirmed: flag,
  profile: z.object({ email: z.string().default(''), real_name: z.string().optional() }),
});

type User = z.infer<typeof userSchema>;

// Ids of accounts are letters and digits; what has an @ is an address.
async function findAccount(slack: WebClient, userId: string): Promise<User | undefined> {
  if (!userId.includes('@')) return findUser(slack, userId);
  const [id] = (await accountOf(slack, userId)) ?? [];
  return id === undefined ? undefined : findUser(slack, id);
}

const unknownUser: ReadonlySet<string> = new Set(['user_not_found', 'user_not_visible']);

async function findUser(slack: WebClient, user: string): Promise<User | undefined> {
  try {
    return (await answerOf('users.info', z.object({ user: userSchema }), slack.users.info({ user }))).user;
  } catch (error) {
    if (error instanceof SlackCallError && unknownUser.has(error.code)) return undefined;
    throw error;
  }
}

// Slack's own flag says "stranger" only of people who share no channel with the app, so the team decides.
function profileOf(user: User, ownTeam: string): SlackProfile {
  return {
    teamId: user.team_id,
    userId: user.id,
    name: user.profile.real_name ?? user.name,
    email: user.profile.email,
    emailConfirmed: user.is_email_confirmed,
    deactivated: user.deleted,
    bot: user.is_bot,
    guest: user.is_restricted || user.is_ultra_restricted,
    stranger: user.is_stranger || user.team_id !== ownTeam,
  };
}

async function isMember(slack: WebClient, usergroup: string | undefined, userId: string): Promise<boolean> {
  return usergroup !== undefined && (await usergroupMembers(slack, usergroup)).includes(userId);
}

/** A token belongs to one team for ever, so one answer is enough. */
function rememberOwnTeam(slack: WebClient): () => Promise<string> {
  let known: string | undefined;
  return async () => {
    known ??= (await answerOf('auth.test', z.object({ team_id: z.string() }), slack.auth.test())).team_id;
    return known;
  };
}
