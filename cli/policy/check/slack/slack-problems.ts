import { SlackCallError } from '../../../../shared/adapters/slack/client.ts';
import type { AccessConfig } from '../../../../shared/config/access-config.ts';
import type { Contradiction } from '../../../../shared/config/contradiction.ts';
import type { UsergroupHandle } from '../../../../shared/domain/person.ts';
import { NoAnswerError } from '../../../no-answer-error.ts';
import { ableMembers } from './able-members.ts';
import { channelProblems } from './channel-problems.ts';
import { type AbleByHandle, enoughFor, quorumProblems } from './quorum-problems.ts';
import { mentionsIn, usergroupProblems } from './usergroup-problems.ts';
import type { Workspace } from './workspace.ts';

/** What the policy names and Slack does not have, or not enough of. @throws NoAnswerError */
export async function slackProblems(
  config: AccessConfig,
  workspace: Workspace,
): Promise<readonly Contradiction[]> {
  try {
    const ids = await workspace.usergroups();
    const able = await ableByHandle(config, ids, workspace);
    return [
      ...(await channelProblems(config, workspace)),
      ...usergroupProblems(mentionsIn(config), able, [...ids.keys()]),
      ...quorumProblems(config.estate.rules, able),
    ];
  } catch (error) {
    if (!(error instanceof SlackCallError)) throw error;
    throw new NoAnswerError(
      `${error.message}. Slack could not be asked: see that SLACK_BOT_TOKEN is the bot's token and has the scopes of docs/deploy.md, and try again.`,
      { cause: error },
    );
  }
}

/** Of the usergroups that the policy names, those that there are. */
async function ableByHandle(
  config: AccessConfig,
  ids: ReadonlyMap<UsergroupHandle, string>,
  workspace: Workspace,
): Promise<AbleByHandle> {
  const enough = enoughFor(config.estate.rules);
  const able = new Map<UsergroupHandle, readonly string[]>();
  for (const { handle } of mentionsIn(config)) {
    const id = ids.get(handle);
    if (id === undefined || able.has(handle)) continue;
    able.set(handle, await ableMembers(id, enough, workspace, config.identities));
  }
  return able;
}
