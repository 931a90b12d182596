import { writeFileSync } from 'node:fs';
import { directoryOfDays } from '../../shared/adapters/archive/directory.ts';
import { sha256 } from '../../shared/adapters/sha256.ts';
import { instantFrom } from '../../shared/domain/instant.ts';
import { gatherReport } from '../../shared/domain/trail-report.ts';
import { readTrail } from '../../shared/usecases/read-trail.ts';
import { verifyTrail } from '../../shared/usecases/verify-trail.ts';
import type { Command } from '../command.ts';
import { demand, readOptions, UsageError } from '../options.ts';
import { exitCodes } from '../terminal.ts';
import { fingerprintOf, isSignedBy, readPublicKey } from './key-file.ts';
import { fetchHelp, rangeHelp, rangeOptions, readRange } from './range.ts';
import { page } from './report/page.ts';

const options = { ...rangeOptions, key: { type: 'string' }, out: { type: 'string' } } as const;

const help = `Writes one page that an auditor can file: who could touch what and when, who allowed it, and whether the
trail that says so is as it was sealed.

Usage:
  k8s-access audit report --from DAY --to DAY --key FILE --out report.html

Options:
${rangeHelp}
  --key FILE         the public key: PEM, or what \`aws kms get-public-key\` writes
  --out FILE         where the page is written; what stands there is replaced

The page needs no network, no script and no colour, and prints.

${fetchHelp}

Ends with 0; with 1 if some day did not verify, which the page says at its top; with 2 if the command line is wrong.
`;

/** Writes what the trail says of some days as a page. */
export const report: Command = {
  summary: 'a page for the auditor',
  help,
  onUnusableFile: exitCodes.misused,
  run: async (args, terminal) => {
    const values = readOptions(args, options);
    demand(values, 'from', 'to', 'key', 'out');
    const { first, last, directory } = readRange(values);
    const key = readPublicKey(values.key ?? '');
    const days = directoryOfDays(directory);
    const verdict = await verifyTrail({ days, isSigned: isSignedBy(key), sha256 }, first, last);
    const gathered = gatherReport();
    // What cannot be read is among the findings already.
    for await (const read of readTrail(days, first, last)) if ('event' in read) gathered.take(read.event);
    const made = {
      report: gathered.report(),
      verdict,
      key: fingerprintOf(key),
      madeAt: instantFrom(terminal.now()),
    };
    write(values.out ?? '', page({ first, last, ...made }));
    terminal.out(`${values.out} is written.\n`);
    return verdict.findings.length === 0 ? exitCodes.done : exitCodes.failed;
  },
};

function write(path: string, content: string): void {
  try {
    writeFileSync(path, content);
  } catch (cause) {
    throw new UsageError(`--out: ${path} cannot be written. Name a file in a folder that is there.`, {
      cause,
    });
  }
}
