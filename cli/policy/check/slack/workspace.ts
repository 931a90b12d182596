import { openSlackClient } from '../../../../shared/adapters/slack/client.ts';
import { slackDirectory } from '../../../../shared/adapters/slack/directory.ts';
import { grantedScopes } from '../../../../shared/adapters/slack/granted-scopes.ts';
import { listChannels, type SlackChannel } from '../../../../shared/adapters/slack/list-channels.ts';
import { accountOf } from '../../../../shared/adapters/slack/rosters.ts';
import { usergroupIds, usergroupMembers } from '../../../../shared/adapters/slack/usergroups.ts';
import type { SlackProfile } from '../../../../shared/domain/identify.ts';
import type { UsergroupHandle } from '../../../../shared/domain/person.ts';

/** What is asked of Slack about what the policy names. Everything throws SlackCallError. */
export interface Workspace {
  /** What the bot's token may do. */
  readonly scopes: () => Promise<readonly string[]>;
  readonly channels: () => Promise<readonly SlackChannel[]>;
  /** The ids of the usergroups. */
  readonly usergroups: () => Promise<ReadonlyMap<UsergroupHandle, string>>;
  /** The ids of the members of a usergroup, by its id. */
  readonly members: (usergroup: string) => Promise<readonly string[]>;
  /** The id of the active account with this address, alone in a list. */
  readonly account: (email: string) => Promise<readonly string[] | undefined>;
  readonly profile: (userId: string) => Promise<SlackProfile | undefined>;
}

/** @param apiUrl another Slack than slack.com, such as the local platform's */
export function openWorkspace(botToken: string, apiUrl: string | undefined): Workspace {
  const slack = openSlackClient(botToken, apiUrl);
  return {
    scopes: () => grantedScopes(slack),
    channels: () => listChannels(slack),
    usergroups: () => usergroupIds(slack),
    members: (usergroup) => usergroupMembers(slack, usergroup),
    account: (email) => accountOf(slack, email),
    profile: slackDirectory(slack).profile,
  };
}
