import type { WebClient } from '@slack/web-api';
import * as z from 'zod';
import type { UsergroupHandle } from '../../domain/person.ts';
import { answerOf } from './client.ts';

const listed = z.object({
  usergroups: z.array(
    z.object({ id: z.string(), handle: z.string().transform((handle) => handle as UsergroupHandle) }),
  ),
});

/** The ids of the workspace's usergroups, by handle. @throws SlackCallError */
export async function usergroupIds(slack: WebClient): Promise<ReadonlyMap<UsergroupHandle, string>> {
  const { usergroups } = await answerOf('usergroups.list', listed, slack.usergroups.list());
  return new Map(usergroups.map(({ handle, id }) => [handle, id]));
}

const members = z.object({ users: z.array(z.string()) });

/** The ids of a usergroup's members; Slack takes deactivated people out by itself. @throws SlackCallError */
export async function usergroupMembers(slack: WebClient, usergroup: string): Promise<readonly string[]> {
  const call = slack.usergroups.users.list({ usergroup });
  return (await answerOf('usergroups.users.list', members, call)).users;
}
