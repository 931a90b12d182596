import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { coldStart } from './cold-start.ts';
import type { Measure, Section } from './figure.ts';
import { lifeCost } from './life-cost.ts';
import { tableOf } from './table.ts';

const measures: Readonly<Record<string, Measure>> = {
  'cold-start': coldStart,
  'life-cost': lifeCost,
};

const help = `npm run bench -- [options]
  --only NAME   one measure: ${Object.keys(measures).join(', ')}; may be repeated
  --runs N      of which medians are taken; 21 unless said
  --json FILE   the figures, for programs
  --write       the table into docs/performance.md; of all measures, so not with --only`;

const page = 'docs/performance.md';
const marks = /(?<=<!-- figures -->\n)[\s\S]*(?=<!-- end of figures -->)/;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      runs: { type: 'string', default: '21' },
      json: { type: 'string' },
      write: { type: 'boolean', default: false },
    },
  });
  const runs = Number(values.runs);
  const chosen = (values.only ?? Object.keys(measures)).map((name) => measures[name]);
  if (!Number.isInteger(runs) || runs < 1 || chosen.includes(undefined)) return refuse();
  if (values.write && values.only !== undefined) return refuse();
  const sections: Section[] = [];
  for (const measure of chosen) {
    const section = await measure?.(runs);
    if (section === undefined) continue;
    sections.push(section);
    process.stdout.write(`${tableOf([section])}\n`);
  }
  const where = {
    node: process.version,
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    runs,
  };
  if (values.json !== undefined) {
    writeFileSync(values.json, `${JSON.stringify({ where, sections }, undefined, 2)}\n`);
  }
  const { node, processor, cores } = where;
  const what = `Node ${node}, ${processor}, ${cores} cores, ${runs} runs.`;
  if (values.write) writeTable(`${what}\n\n${tableOf(sections)}`);
}

function refuse(): void {
  process.stderr.write(`${help}\n`);
  process.exitCode = 2;
}

function writeTable(text: string): void {
  writeFileSync(
    page,
    readFileSync(page, 'utf8').replace(marks, () => `\n${text}\n`),
  );
}

await main();
