import { loadAccessConfig } from '../../shared/config/load-access-config.ts';
import type { Command } from '../command.ts';
import { readOptions } from '../options.ts';
import { styleOf } from '../style.ts';
import { exitCodes } from '../terminal.ts';
import { findingsInWords } from './findings-in-words.ts';

const options = {
  config: { type: 'string', default: 'access.yaml' },
  json: { type: 'boolean', default: false },
} as const;

const help = `Looks at each cluster of the estate, at Slack and at PagerDuty, and says what to mend.

Usage:
  k8s-access doctor

Options:
  --config FILE  the estate; access.yaml, if left out
  --json         the findings as JSON: {findings: [{subject, outcome, says}]}, with outcome well, problem or unknown

It asks as the witness of each cluster, who may only ask; the witness's role must trust you, as docs/deploy.md tells. Your
AWS credentials are found as the AWS CLI finds them. SLACK_BOT_TOKEN is the bot's token and PAGERDUTY_API_TOKEN a read-only
key; SLACK_API_URL, PAGERDUTY_API_URL and AWS_ENDPOINT_URL lead elsewhere than to the real ones.

Ends with 0 if nothing is wrong, with 1 if something is, with 2 if the command line or the file is.
`;

/** Finds what is wrong with the clusters, Slack and PagerDuty before somebody in a hurry does. */
export const doctor: Command = {
  summary: 'find what is wrong with clusters, Slack and PagerDuty',
  help,
  onUnusableFile: exitCodes.misused,
  run: async (args, terminal) => {
    const { config: path, json } = readOptions(args, options);
    // The SDKs take a quarter of a second to load, which no other command should spend.
    const { examine } = await import('./examine.ts');
    const findings = await examine(loadAccessConfig(path), terminal);
    terminal.out(
      json ? `${JSON.stringify({ findings }, null, 2)}\n` : findingsInWords(findings, styleOf(terminal)),
    );
    return findings.some(({ outcome }) => outcome === 'problem') ? exitCodes.failed : exitCodes.done;
  },
};
