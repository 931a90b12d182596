import { loadAccessConfig } from '../../../shared/config/load-access-config.ts';
import type { Command } from '../../command.ts';
import { readOptions, UsageError } from '../../options.ts';
import { styleOf } from '../../style.ts';
import { exitCodes } from '../../terminal.ts';
import { type Difference, differences } from './difference.ts';
import { judgeAgain, type Replayed } from './judge-again.ts';
import { loadMemberships, unknownMemberships } from './memberships.ts';
import { loadPastRequests } from './past-requests.ts';
import { report } from './report.ts';

const options = {
  against: { type: 'string' },
  config: { type: 'string', default: 'access.yaml' },
  usergroups: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

const help = `Says which old requests would be decided differently today, judged at the time when they were asked.

Usage:
  k8s-access policy replay --against FILE

Options:
  --against FILE     exported records of requests: JSON Lines, a JSON array, or the answer of GET /local/state
  --config FILE      the policy; access.yaml, if left out
  --usergroups FILE  who was in which usergroups, as {"alice@example.com": ["payments-team"]}, since records don't say;
                     without it, each requester counts as a member of none or of the one that changes least
  --json             the differences as values

What was refused then has left no record, so what would be allowed only today is not found. Ends with 0 if nothing
differs, with 1 if something does, with 2 if a file or the command line is wrong.

Example, with the local platform running:
  curl -s http://127.0.0.1:4000/local/state > requests.json
  npx k8s-access policy replay --against requests.json
`;

/** Tries the policy on the requests of the past. */
export const replay: Command = {
  summary: 'which old requests would be decided differently today',
  help,
  onUnusableFile: exitCodes.misused,
  run: (args, terminal) => {
    const { against, config: path, usergroups, json } = readOptions(args, options);
    if (against === undefined)
      throw new UsageError('--against is missing: name a file of exported requests.');
    const config = loadAccessConfig(path);
    const memberships =
      usergroups === undefined ? unknownMemberships(config.estate) : loadMemberships(usergroups);
    const replayed = loadPastRequests(against).map((past) => judgeAgain(past, config, memberships));
    const layout = { style: styleOf(terminal), width: terminal.width };
    terminal.out(json ? asJson(replayed) : report(replayed, layout));
    const isSame = replayed.every(({ difference }) => difference === undefined);
    return isSame ? exitCodes.done : exitCodes.failed;
  },
};

function asJson(replayed: readonly Replayed[]): string {
  const counts = Object.fromEntries(differences.map((kind) => [kind, countOf(kind, replayed)]));
  const different = replayed.flatMap(
    ({ past: { decision: recorded, ...asked }, now: today, difference, isGuess }) =>
      difference === undefined ? [] : [{ difference, ...asked, recorded, today, usergroupsGuessed: isGuess }],
  );
  return `${JSON.stringify({ requests: replayed.length, counts, differences: different }, undefined, 2)}\n`;
}

function countOf(kind: Difference, replayed: readonly Replayed[]): number {
  return replayed.filter(({ difference }) => difference === kind).length;
}
