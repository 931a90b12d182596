import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../cli/main.ts';
import { zipped } from '../../shared/adapters/archive/lines.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import type { TrailEvent } from '../../shared/domain/trail.ts';
import { sealDays } from '../../shared/usecases/seal-days.ts';
import { inNovember, sealingOf } from './sealed-days.ts';

/** Seals events of November 2026 up to a moment, and writes the days as an auditor fetches them, with `key.pem`. */
export async function writeDays(directory: string, trail: TrailEvent[], until: Instant): Promise<void> {
  const now = { at: inNovember(24 * 60 + 120) };
  const { ports, days, key } = sealingOf(trail, now);
  await sealDays(ports);
  now.at = until;
  await sealDays(ports);
  for (const [day, sealed] of days.seals) {
    const folder = join(directory, day);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(sealed, undefined, 2));
    for (const file of ['events', 'heads'] as const) {
      writeFileSync(join(folder, `${file}.jsonl.gz`), await zipped(days.of(day, file)));
    }
  }
  writeFileSync(join(directory, 'key.pem'), key.publicKey.export({ type: 'spki', format: 'pem' }));
}

/** Runs a command of the command line in this process. */
export async function inProcess(...args: readonly string[]) {
  let out = '';
  let err = '';
  const terminal = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    now: () => Date.UTC(2026, 10, 21, 12),
    ...{ colours: false, width: 100, environment: {} },
  };
  return { code: await main(args, terminal), out, err };
}
