import { parseArgs } from 'node:util';
import { say } from '../support/say.ts';
import { torture } from './torture.ts';

const usage = `npm run torture -- --kills N [--seed SEED]   kills the local platform so many times, and looks what stands after a sweep
Where KUBEBUILDER_ASSETS names a real API server, the clusters are real.`;

const { values } = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' } } });
const kills = wholeNumber(values.kills);
const seed = values.seed === undefined ? Date.now() % 1_000_000_000 : wholeNumber(values.seed);

if (kills === undefined || seed === undefined) {
  say(usage);
  process.exitCode = 2;
} else {
  process.exitCode = await report(kills, seed);
}

async function report(amount: number, from: number): Promise<number> {
  const began = performance.now();
  say(`Seed ${from}`);
  const assets = process.env['KUBEBUILDER_ASSETS'];
  const { requests, overdue, problems } = await torture({
    kills: amount,
    seed: from,
    settles: true,
    assets,
    say,
  });
  const seconds = Math.round((performance.now() - began) / 1000);
  say(
    `${amount} kills, ${requests} requests in ${seconds} s; ${overdue} windows were overdue when it was up again`,
  );
  for (const problem of problems) say(`  ${problem}`);
  say(
    problems.length === 0
      ? 'Nothing stood past its end after one sweep, and nothing is left.'
      : 'It does not hold.',
  );
  return problems.length === 0 ? 0 : 1;
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}
