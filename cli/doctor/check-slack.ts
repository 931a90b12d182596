import { botScopes } from '../../shared/adapters/slack/app-settings.ts';
import { SlackCallError } from '../../shared/adapters/slack/client.ts';
import type { AccessConfig } from '../../shared/config/access-config.ts';
import { RateLimitedError } from '../../shared/usecases/errors.ts';
import { channelProblems } from '../policy/check/slack/channel-problems.ts';
import type { Workspace } from '../policy/check/slack/workspace.ts';
import { type Finding, findingsAbout } from './finding.ts';

const { well, problem } = findingsAbout('slack');

/** Whether the bot's token is good, has its scopes, and may write where cards stand. */
export async function checkSlack(config: AccessConfig, workspace: Workspace): Promise<readonly Finding[]> {
  try {
    const granted = await workspace.scopes();
    const missing = botScopes.map(({ scope }) => scope).filter((scope) => !granted.includes(scope));
    const channels = await channelProblems(config, workspace);
    return [
      missing.length === 0
        ? well('The bot has the scopes that it needs.')
        : problem(
            `The bot lacks ${missing.join(', ')}. Add them under OAuth & Permissions of the Slack app, and install it anew.`,
          ),
      ...(channels.length === 0
        ? [well('The bot may write in the channels.')]
        : channels.map((channel) => problem(channel.problem))),
    ];
  } catch (error) {
    if (!(error instanceof SlackCallError || error instanceof RateLimitedError)) throw error;
    return [problem(`${error.message}. See that SLACK_BOT_TOKEN is the token of the bot.`)];
  }
}
