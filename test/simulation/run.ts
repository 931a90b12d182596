import type { Definition } from '../../local/states/definition.ts';
import type { MachineKind } from '../../shared/usecases/ports.ts';
import { type Befallen, callFaults, Faults, worseCalls } from './faults/faults.ts';
import { tamperingOf } from './faults/tampering.ts';
import { type Weather, weatherOf } from './faults/weather.ts';
import { type Violation, Watch } from './invariants/watch.ts';
import type { Action } from './people/act.ts';
import { emergenciesOf } from './people/emergencies.ts';
import { lonersDo } from './people/loners.ts';
import { planOf } from './people/plan.ts';
import { diceOf } from './time/chance.ts';
import { Timeline } from './time/timeline.ts';
import { SimulatedWorld, type Watcher } from './world/simulated-world.ts';
import { scheduleSweeps } from './world/sweeping.ts';

const hour = 60 * 60 * 1000;
const start = Date.UTC(2026, 10, 21, 12);
/** From then on everything works. */
const healed = start + 5 * hour;
/** By then the last request has lapsed or its window is over. */
const end = start + 12 * hour;
/** EKS most often: what people share there is protected by no precondition, only by leases. */
const worst = [
  ...[undefined, undefined, 'eks', 'eks', 'kubernetes', 'dynamodb', 'slack', 'states'],
  ...worseCalls,
] as const;
/** What calls without a precondition are tried with: they land when others have gone on. */
const late = ['stalls', 'caller-dies-meanwhile'] as const;
/** Milliseconds between two looks at what depends on time alone. */
const lookEvery = 5 * 60_000;

export interface RunOptions {
  readonly seed: number;
  readonly definitions: Readonly<Record<MachineKind, Definition>>;
  /** Whether what has this key is part of the run; all of it, unless said otherwise. */
  readonly keeps?: (key: string) => boolean;
  /** Told of everything that happens. */
  readonly trace?: (at: number, text: string) => void;
}

/** What one run came to. */
export interface RunReport {
  readonly seed: number;
  readonly violation: Violation | undefined;
  readonly lifecycles: number;
  /** How often each status was where a record ended. */
  readonly statuses: ReadonlyMap<string, number>;
  readonly actions: readonly Action[];
  readonly weather: readonly Weather[];
  readonly befallen: readonly Befallen[];
  readonly checks: ReadonlyMap<string, number>;
}

/** Plays one seed to its end, or to the first invariant that does not hold. */
export async function run({ seed, definitions, keeps = () => true, trace }: RunOptions): Promise<RunReport> {
  const dice = diceOf(seed);
  const timeline = new Timeline(start);
  const rate = dice.pick('rate', [0, 0.003, 0.01, 0.03, 0.08]);
  const at = dice.pick('worse', worst);
  const isCall = worseCalls.some((call) => call === at);
  const worse = at && { at, by: isCall ? dice.pick('worse by', late) : dice.pick('worse by', callFaults) };
  const faults = new Faults({ dice, rate, worse, keeps, until: healed });
  const swept = dice.hits('swept', 0.6);
  const around = [...weatherOf(dice, start, healed), ...(swept ? tamperingOf(dice, start) : [])];
  const weather = around.filter(({ key }) => keeps(key));
  const planned = [
    ...planOf(seed, dice, start),
    ...emergenciesOf(seed, dice, start),
    ...lonersDo(seed, dice, start),
  ];
  const actions = planned.filter(({ key }) => keeps(key));
  const skew = dice.pick('skew', [0, 0, 500, 5000]);
  const byKey = new Map(actions.map((action) => [action.key, action]));
  const world = new SimulatedWorld({ timeline, dice, faults, definitions, skew, actions: byKey });
  const watch = new Watch({ world, faults, weather, actions, swept, skew });
  world.watchers.push(watch, ...(trace === undefined ? [] : [tracer(timeline, trace)]));
  for (const action of actions) timeline.at(action.at, () => click(world, action));
  for (const each of weather) {
    timeline.at(each.from, () => each.begin(world));
    timeline.at(each.to, () => each.end(world));
  }
  if (swept) scheduleSweeps(world, end);
  for (let at = start; at < end; at += lookEvery) timeline.at(at, () => watch.look(false));
  timeline.at(end, () => watch.look(true));
  await timeline.run(end);
  const records = [...world.records.requests.values()];
  return {
    ...{ seed, violation: watch.violation, lifecycles: records.length, statuses: counted(records) },
    ...{ actions, weather, befallen: faults.befallen, checks: watch.checks },
  };
}

// Whoever gets no answer clicks again, once.
function click({ lambda, timeline }: SimulatedWorld, { key, id }: Action): void {
  const payload = { action: key, requestId: id };
  lambda.invoke('slack', payload, ({ ok }) => {
    if (!ok) timeline.at(timeline.now + 15_000, () => lambda.invoke('slack', payload, () => {}));
  });
}

function counted(records: readonly { readonly status: string }[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { status } of records) counts.set(status, (counts.get(status) ?? 0) + 1);
  return counts;
}

function tracer(timeline: Timeline, trace: (at: number, text: string) => void): Watcher {
  return {
    written: (_, { request, events }) =>
      trace(
        timeline.now,
        `${request.id} v${request.version} ${events.map(({ fact }) => fact.type).join()} -> ${request.status}`,
      ),
    landed: (call, by) => trace(timeline.now, `  ${by}: ${call}`),
    said: () => {},
  };
}
