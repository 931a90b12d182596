import { statSync } from 'node:fs';
import { join } from 'node:path';
import { bundleFunction, type DeployedFunction } from '../infra/bundle-function.ts';
import { functionNames } from '../infra/names.ts';
import { loadAccessConfig } from '../shared/config/load-access-config.ts';
import type { Figure, Section } from './figure.ts';
import { bundleFloor } from './floor-bundle.ts';
import { inFreshProcess } from './fresh-process.ts';
import { inScratch } from './scratch.ts';
import { floorOf } from './sdk-clients.ts';
import { median } from './statistics.ts';

/** Milliseconds of CPU and of time from before the import to the handler, and megabytes of the process then. */
interface Start {
  readonly cpu: number;
  readonly wall: number;
  readonly megabytes: number;
}

const measured = `const used = process.cpuUsage(); const began = performance.now();
await import('./index.mjs');
const { user, system } = process.cpuUsage(used); const wall = performance.now() - began;
const megabytes = process.memoryUsage.rss() / 2 ** 20;
process.stdout.write(JSON.stringify({ cpu: (user + system) / 1000, wall, megabytes }), () => process.exit());`;

const names: readonly DeployedFunction[] = [...functionNames, 'cluster-calls'];

/** What each function's production bundle costs until its handler is ready, beside the clients that it needs. */
export async function coldStart(runs: number): Promise<Section> {
  const figures = await inScratch(async (folder) => {
    const config = loadAccessConfig('access.yaml');
    bundleFloor('export const handler = () => undefined;', folder('empty'));
    for (const name of names) {
      bundleFunction(name, config, folder(name));
      bundleFloor(floorOf(name), folder(`floor-${name}`));
    }
    const empty = await startsOf(['empty'], folder, runs);
    const each: Figure[][] = [];
    for (const name of names) each.push(await figuresOf(name, folder, runs));
    return [...cpuAndMore('an empty module', empty[0] ?? []), ...each.flat()];
  });
  return {
    title: 'Cold start',
    about:
      'Each function’s production bundle in a fresh process, from before the import to the handler. The floor of `slack` is the smallest Bolt app on `AwsLambdaReceiver`; that of another function is the SDK clients that it needs, in one bundle. Floors are bundled and minified as ours, with nothing left out.',
    figures,
  };
}

async function figuresOf(
  name: DeployedFunction,
  folder: (name: string) => string,
  runs: number,
): Promise<Figure[]> {
  const [own = [], floor = []] = await startsOf([name, `floor-${name}`], folder, runs);
  const size = (of: string) => statSync(join(folder(of), 'index.mjs')).size / 1024;
  return [
    ...cpuAndMore(name, own, floor, name === 'slack' ? 1.25 : 1.5),
    { name: `${name}: bundle`, unit: 'KB', value: size(name), floor: size(`floor-${name}`) },
  ];
}

function cpuAndMore(name: string, own: readonly Start[], floor?: readonly Start[], goal?: number): Figure[] {
  const of = (key: keyof Start) => ({
    value: median(own.map((start) => start[key])),
    ...(floor && { floor: median(floor.map((start) => start[key])) }),
  });
  return [
    { name: `${name}: CPU`, unit: 'ms CPU', ...of('cpu'), ...(goal !== undefined && { goal }) },
    { name: `${name}: time`, unit: 'ms', ...of('wall') },
    { name: `${name}: memory`, unit: 'MB', ...of('megabytes') },
  ];
}

// In turn, so that what else the machine does falls on all of them alike.
async function startsOf(of: readonly string[], folder: (name: string) => string, runs: number) {
  const starts: Start[][] = of.map(() => []);
  for (let run = 0; run < runs; run += 1) {
    for (const [place, name] of of.entries()) {
      starts[place]?.push(await inFreshProcess<Start>(measured, folder(name)));
    }
  }
  return starts;
}
