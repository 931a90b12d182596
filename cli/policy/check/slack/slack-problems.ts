import { SlackCallError } from '../../../../shared/adapters/slack/client.ts';
import type { AccessConfig } from '../../../../shared/config/access-config.ts';
import type { Contradiction } from '../../../../shared/config/contradiction.ts';
import { type ApproverSource, partsOf } from '../../../../shared/domain/approver-source.ts';
import type { UsergroupHandle } from '../../../../shared/domain/person.ts';
import { NoAnswerError } from '../../../no-answer-error.ts';
import { ableAmong } from './able-among.ts';
import { channelProblems } from './channel-problems.ts';
import { type AbleBySource, enoughFor, quorumProblems } from './quorum-problems.ts';
import { mentionsIn, sourceProblems } from './source-problems.ts';
import type { Workspace } from './workspace.ts';

/** What the policy names and Slack does not have, or not enough of. @throws NoAnswerError */
export async function slackProblems(
  config: AccessConfig,
  workspace: Workspace,
): Promise<readonly Contradiction[]> {
  try {
    const ids = await workspace.usergroups();
    const able = await ableBySource(config, ids, workspace);
    return [
      ...(await channelProblems(config, workspace)),
      ...sourceProblems(mentionsIn(config), able, [...ids.keys()]),
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

/** Of the usergroups and people that the policy names, those that there are. */
async function ableBySource(
  config: AccessConfig,
  ids: ReadonlyMap<UsergroupHandle, string>,
  workspace: Workspace,
): Promise<AbleBySource> {
  const enough = enoughFor(config.estate.rules);
  const able = new Map<ApproverSource, readonly string[]>();
  for (const { source } of mentionsIn(config)) {
    const members = able.has(source) ? undefined : await membersOf(source, ids, workspace);
    if (members !== undefined) {
      able.set(source, await ableAmong(members, enough, workspace, config.identities));
    }
  }
  return able;
}

async function membersOf(
  source: ApproverSource,
  ids: ReadonlyMap<UsergroupHandle, string>,
  workspace: Workspace,
): Promise<readonly string[] | undefined> {
  const parts = partsOf(source);
  switch (parts.kind) {
    case 'usergroup': {
      const id = ids.get(parts.handle);
      return id === undefined ? undefined : workspace.members(id);
    }
    case 'person':
      return workspace.account(parts.email);
    case 'schedule':
      return undefined;
  }
}
