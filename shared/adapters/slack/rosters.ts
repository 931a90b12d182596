import type { WebClient } from '@slack/web-api';
import * as z from 'zod';
import { type ApproverSource, partsOf, type ScheduleName } from '../../domain/approver-source.ts';
import type { UsergroupHandle } from '../../domain/person.ts';
import type { Roster } from '../../domain/roster.ts';
import { answerOf, SlackCallError } from './client.ts';
import { usergroupIds, usergroupMembers } from './usergroups.ts';

/** Email addresses of those on call for a schedule now; nothing where it does not exist. */
export type OnCallNow = (schedule: ScheduleName) => Promise<readonly string[] | undefined>;

/**
 * Who each of the sources stands for in Slack now, in the order of the sources. Whoever is on call counts as the account
 * that has their address. @throws SlackCallError; whatever `onCallNow` throws
 */
export async function slackRosters(
  slack: WebClient,
  sources: readonly ApproverSource[],
  onCallNow: OnCallNow,
): Promise<readonly Roster[]> {
  const parts = sources.map((source) => ({ source, parts: partsOf(source) }));
  const ids = parts.some((one) => one.parts.kind === 'usergroup')
    ? await usergroupIds(slack)
    : new Map<UsergroupHandle, string>();
  return Promise.all(
    parts.map(async ({ source, parts: named }): Promise<Roster> => {
      switch (named.kind) {
        case 'usergroup':
          return rosterOf(source, await membersOf(slack, ids.get(named.handle)));
        case 'person':
          return rosterOf(source, await accountOf(slack, named.email));
        case 'schedule':
          return rosterOf(source, await accountsOf(slack, await onCallNow(named.schedule)));
      }
    }),
  );
}

function rosterOf(source: ApproverSource, members: readonly string[] | undefined): Roster {
  return members === undefined ? { source, found: false } : { source, found: true, members };
}

async function membersOf(
  slack: WebClient,
  usergroup: string | undefined,
): Promise<readonly string[] | undefined> {
  return usergroup === undefined ? undefined : usergroupMembers(slack, usergroup);
}

async function accountsOf(
  slack: WebClient,
  emails: readonly string[] | undefined,
): Promise<readonly string[] | undefined> {
  return (
    emails && (await Promise.all(emails.map((email) => accountOf(slack, email)))).flatMap((one) => one ?? [])
  );
}

const found = z.object({ user: z.object({ id: z.string() }) });

/**
 * The id of the account with this address, alone in a list; Slack finds no deactivated one, so whoever left is no longer
 * there. @throws SlackCallError
 */
export async function accountOf(slack: WebClient, email: string): Promise<readonly string[] | undefined> {
  try {
    const call = slack.users.lookupByEmail({ email });
    return [(await answerOf('users.lookupByEmail', found, call)).user.id];
  } catch (error) {
    if (error instanceof SlackCallError && error.code === 'users_not_found') return undefined;
    throw error;
  }
}
