import { botScopes } from '../../shared/adapters/slack/app-settings.ts';
import type { Command } from '../command.ts';
import { demand, readOptions, UsageError } from '../options.ts';
import { exitCodes } from '../terminal.ts';
import { manifestOf } from './manifest-of.ts';

const options = {
  url: { type: 'string' },
  name: { type: 'string', default: 'k8s-access' },
} as const;

/** Slack's own limit: https://docs.slack.dev/reference/app-manifest */
const longestName = 35;

const width = Math.max(...botScopes.map(({ scope }) => scope.length));
const scopes = botScopes.map(({ scope, what }) => `  ${scope.padEnd(width)}  ${what}`);

const help = `Prints the manifest of the Slack app: its commands, scopes, events and addresses, as JSON.

Usage:
  k8s-access slack manifest --url URL

Options:
  --url URL    the output SlackEventsUrl of the control plane
  --name NAME  what the app is called in Slack; k8s-access, if left out

Give it to Slack under https://api.slack.com/apps: Create New App, From a manifest; or, of an app that is there already,
under App Manifest. Changed scopes need the app to be installed anew. The app asks for:
${scopes.join('\n')}

Ends with 2 if the command line is wrong.

Example:
  npx k8s-access slack manifest --url https://abc123.execute-api.eu-central-1.amazonaws.com/slack/events
`;

/** Prints what Slack must know of the app. */
export const manifest: Command = {
  summary: 'print the Slack app: commands, scopes, events and addresses',
  help,
  onUnusableFile: exitCodes.misused,
  run: (args, terminal) => {
    const { url, name } = readOptions(args, options);
    demand({ url }, 'url');
    if (name.length === 0 || name.length > longestName)
      throw new UsageError(`--name: use up to ${longestName} characters.`);
    terminal.out(`${JSON.stringify(manifestOf(name, httpsUrl(url ?? '')), null, 2)}\n`);
    return exitCodes.done;
  },
};

function httpsUrl(text: string): string {
  const url = URL.parse(text);
  if (url?.protocol === 'https:') return url.href;
  throw new UsageError('--url: write the whole address, with https://, as the output SlackEventsUrl has it.');
}
