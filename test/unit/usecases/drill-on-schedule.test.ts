import { expect, it } from 'vitest';
import { weeklyAfter } from '../../../local/schedules.ts';
import type { DrillPlan } from '../../../shared/domain/drill.ts';
import type { Instant } from '../../../shared/domain/instant.ts';
import { drillOnSchedule } from '../../../shared/usecases/drill-on-schedule.ts';
import { World } from '../../support/in-memory/world.ts';

const at = '2026-11-24T09:00:00.000Z' as Instant;
const weekly = { weekday: 'tue', minute: 9 * 60 } as const;

function worldAs(as: string): World {
  const world = new World();
  const plan = (drill: DrillPlan | undefined) => drill && { drill: { ...drill, weekly: { ...weekly, as } } };
  world.breakGlassRules = world.breakGlassRules.map((rule) => ({ ...rule, ...plan(rule.drill) }));
  return world;
}

async function start(world: World, rule = 'prod-emergency') {
  const told: string[] = [];
  const drillTeller = { tellNotStarted: async (...said: string[]) => void told.push(said.join(' | ')) };
  await drillOnSchedule({ ...world.ports(), drillTeller }, { rule, at });
  return told;
}

it('a weekly drill is raised as the person whom the rule names, once for one moment', async () => {
  const world = worldAs('carol@example.com');
  expect([...(await start(world)), ...(await start(world))]).toEqual([]);
  const [request, ...others] = [...world.records.requests.values()];
  expect(others).toEqual([]);
  expect(request).toMatchObject({ requester: { email: 'carol@example.com' }, breakGlass: { drill: {} } });
  expect(world.alarms).toEqual([]);
});

it('one that cannot start is an alarm, and its channel reads why', async () => {
  const world = worldAs('dave@example.com');
  expect(await start(world)).toEqual([
    expect.stringContaining('security-alerts | prod-emergency | No rule lets'),
  ]);
  expect(world.alarms).toEqual(['drill-failed']);
  expect(world.records.requests.size).toBe(0);
});

it('one of a rule that has none any more is nothing', async () => {
  const world = worldAs('carol@example.com');
  expect(await start(world, 'an-older-rule')).toEqual([]);
  expect(world.alarms).toEqual([]);
});

it.each([
  ['2026-11-23T12:00:00.000Z', '2026-11-24T09:00:00.000Z'],
  ['2026-11-24T08:59:59.000Z', '2026-11-24T09:00:00.000Z'],
  ['2026-11-24T09:00:00.000Z', '2026-12-01T09:00:00.000Z'],
])('after %s it is due at %s', (moment, due) => {
  expect(new Date(weeklyAfter(Date.parse(moment), weekly)).toISOString()).toBe(due);
});
