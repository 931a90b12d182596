import { directoryOfDays } from '../../shared/adapters/archive/directory.ts';
import { sha256 } from '../../shared/adapters/sha256.ts';
import { findingInWords } from '../../shared/domain/trail-finding.ts';
import { type TrailVerdict, verifyTrail } from '../../shared/usecases/verify-trail.ts';
import type { Command } from '../command.ts';
import { demand, readOptions } from '../options.ts';
import { styleOf } from '../style.ts';
import { exitCodes, type Terminal } from '../terminal.ts';
import { counted } from './counted.ts';
import { isSignedBy, readPublicKey } from './key-file.ts';
import { fetchHelp, rangeHelp, rangeOptions, readRange } from './range.ts';

const options = {
  ...rangeOptions,
  key: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

const help = `Says whether the audit trail is as it was sealed, day by day. Needs no network.

Usage:
  k8s-access audit verify --from DAY --to DAY --key FILE

Options:
${rangeHelp}
  --key FILE         the public key: PEM, or what \`aws kms get-public-key\` writes
  --json             the verdict as values

Names the first event of each day that was changed, removed, inserted or reordered, and files that are missing or
damaged. Take the key from KMS or from whom you trust, not from where the days lie: whoever could write those could
write another key beside them.

${fetchHelp}
  aws kms get-public-key --key-id alias/k8s-access-prod-audit --query PublicKey --output text > key.b64

Ends with 0 if all is as it was sealed, with 1 if something is not, with 2 if the command line is wrong.
`;

/** Verifies exported days of the audit trail. */
export const verify: Command = {
  summary: 'whether the audit trail is as it was sealed',
  help,
  onUnusableFile: exitCodes.misused,
  run: async (args, terminal) => {
    const values = readOptions(args, options);
    demand(values, 'from', 'to', 'key');
    const { first, last, directory } = readRange(values);
    const isSigned = isSignedBy(readPublicKey(values.key ?? ''));
    const verdict = await verifyTrail({ days: directoryOfDays(directory), isSigned, sha256 }, first, last);
    terminal.out(values.json ? `${JSON.stringify(verdict, undefined, 2)}\n` : inWords(verdict, terminal));
    return verdict.findings.length === 0 ? exitCodes.done : exitCodes.failed;
  },
};

function inWords(verdict: TrailVerdict, terminal: Pick<Terminal, 'colours'>): string {
  const { good, bad } = styleOf(terminal);
  const { days, events, chains, findings } = verdict;
  if (findings.length === 0) {
    const all = `${counted(days, 'day')}, ${counted(events, 'event')} of ${counted(chains, 'record')}`;
    return `${good('ok')}: ${all}, all as they were sealed\n`;
  }
  const lines = findings.map((finding) => `${bad('not as sealed')}: ${findingInWords(finding)}\n`);
  const sound = days - findings.length;
  return `${lines.join('')}\n${counted(findings.length, 'day')} of ${days} not as sealed, ${sound} ok\n`;
}
