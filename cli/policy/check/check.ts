import { readAccessConfig, warningsAbout } from '../../../shared/config/load-access-config.ts';
import { configError } from '../../../shared/config/yaml-file.ts';
import type { Command } from '../../command.ts';
import { readOptions, UsageError } from '../../options.ts';
import { remarksInWords } from '../../remarks.ts';
import { styleOf } from '../../style.ts';
import { exitCodes, type Terminal } from '../../terminal.ts';
import { slackProblems } from './slack/slack-problems.ts';
import { openWorkspace, type Workspace } from './slack/workspace.ts';

const options = {
  config: { type: 'string', default: 'access.yaml' },
  slack: { type: 'boolean', default: false },
} as const;

const help = `Names each mistake in the policy by its place, and warns of rules that do less than they seem.

Usage:
  k8s-access policy check

Options:
  --config FILE  the policy; access.yaml, if left out
  --slack        also ask Slack whether the usergroups and channels that the policy names are there, and whether
                 enough people are in them. SLACK_BOT_TOKEN is the bot's token, SLACK_API_URL another Slack's address

Says nothing if all is well. Ends with 0 if there is no mistake, whatever was warned of, with 1 if there is one, with 2
if the command line is wrong or Slack does not answer.
`;

/** Reads the policy and warns of rules that do less than they seem. Warnings fail nothing. */
export const check: Command = {
  summary: 'find mistakes in access.yaml',
  help,
  onUnusableFile: exitCodes.failed,
  run: async (args, terminal) => {
    const { config: path, slack } = readOptions(args, options);
    const checked = readAccessConfig(path);
    const style = styleOf(terminal);
    terminal.err(remarksInWords(warningsAbout(checked, path), style, `${style.careful('warning:')} `));
    if (!slack) return exitCodes.done;
    const mistakes = await slackProblems(checked.value, workspaceOf(terminal));
    if (mistakes.length > 0) throw configError(path, mistakes, checked.placeOf);
    return exitCodes.done;
  },
};

function workspaceOf({ environment }: Terminal): Workspace {
  const token = environment['SLACK_BOT_TOKEN'];
  if (!token) throw new UsageError("--slack needs the bot's token in SLACK_BOT_TOKEN.");
  return openWorkspace(token, environment['SLACK_API_URL']);
}
