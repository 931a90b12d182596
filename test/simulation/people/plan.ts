import type { NonEmpty } from '../../../shared/domain/brand.ts';
import type { Duration } from '../../../shared/domain/duration.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { scope } from '../../support/records.ts';
import type { Dice } from '../time/chance.ts';
import { lapseAfter } from '../world/estate.ts';
import type { Action, PlainVerb } from './act.ts';
import { engineers } from './cast.ts';
import { idOf } from './ids.ts';

const minute = 60_000;
const requesters = ['alice', 'bob', 'carol', 'dave', ...engineers] as const;
const approvers = ['bob', 'carol', 'dave'] as const;

/** What is asked for, the likelier the oftener it stands here; of staging nothing needs approval. */
const wishes: NonEmpty<readonly [string, string, string]> = [
  ['staging-eu', 'payments', 'edit'],
  ['staging-eu', 'checkout,payments', 'edit'],
  ['staging-eu', 'checkout,platform', 'view'],
  ['prod-eu', 'payments', 'view'],
  ['prod-eu', 'payments', 'edit'],
  ['prod-eu', 'payments', 'edit'],
  ['prod-eu', 'payments', 'debug'],
  ['prod-eu', 'checkout,payments', 'admin'],
  ['staging-eu', '*', 'cluster-view'],
  ['prod-eu', '*', 'cluster-view'],
];

/** What people do in one run, in a few hours that overlap: ask, decide, extend and end, at random and at odds. */
export function planOf(seed: number, dice: Dice, start: number): readonly Action[] {
  const amount = dice.between('requests', 3, 9);
  return Array.from({ length: amount }, (_, number) => lifeOf(seed, dice, start, `r${number}`)).flat();
}

function lifeOf(seed: number, dice: Dice, start: number, name: string): readonly Action[] {
  const id = idOf(seed, name);
  const who = dice.pick(`${name} who`, requesters);
  const at = start + dice.between(`${name} at`, 0, 150 * 60) * 1000;
  const [cluster, namespaces, role] = dice.pick(`${name} wish`, wishes);
  const duration = dice.pick(`${name} for`, [15, 30, 60, 60]) as Duration;
  const asked: Action = {
    ...{ key: name, at, who, id },
    ...{ verb: 'request', scope: scope(cluster, namespaces, role), duration },
  };
  return [
    asked,
    ...decisions(dice, name, id, who, at),
    ...later(seed, dice, name, id, who, at),
    ...atTheEdges(dice, name, id, { who, at, minutes: duration }),
    ...followerOf(seed, dice, name, { cluster, from: at, to: at + duration * minute }),
  ];
}

interface Led {
  readonly cluster: string;
  readonly from: number;
  readonly to: number;
}

// Somebody who is let in without approval while the one before is on the way out: both touch the entry that they share.
function followerOf(seed: number, dice: Dice, leader: string, { cluster, from, to }: Led): readonly Action[] {
  const key = `${leader} follower`;
  if (!dice.hits(key, 0.5)) return [];
  const after = dice.hits(`${key} ends`, 0.7) ? to : from;
  const at = after + dice.between(`${key} at`, -1000, dice.pick(`${key} most`, [4000, 20_000]));
  const who = dice.pick(`${key} who`, engineers);
  const asked = { scope: scope(cluster, 'payments', 'view'), duration: 30 as Duration };
  return [{ key, at, who, id: idOf(seed, key), verb: 'request', ...asked }];
}

/** A verb that somebody may use on it, how likely, and how many minutes later at the earliest and the latest. */
type Chance = readonly [PlainVerb, string, number, number, number];

function decisions(dice: Dice, name: string, id: RequestId, who: string, at: number): readonly Action[] {
  const someone = dice.pick(`${name} decides`, approvers);
  const other = dice.pick(`${name} decides too`, approvers);
  const soon = dice.between(`${name} soon`, 1, 30);
  const chances: readonly Chance[] = [
    ['approve', someone, 0.6, soon, soon],
    ['approve', other, 0.6, soon, soon],
    ['approve', dice.pick(`${name} late`, approvers), 0.5, 1, 90],
    ['approve', who, 0.2, 0, 40],
    ['approve', dice.pick(`${name} no approver`, engineers), 0.1, 0, 40],
    ['deny', dice.pick(`${name} denies`, approvers), 0.15, soon, soon],
    ['withdraw', who, 0.1, 0, 40],
  ];
  return [...actionsOf(dice, name, id, at, chances), ...lessOf(dice, name, id, other, at + soon * minute)];
}

// The moments at which a machine does something of its own: while it opens, when the window ends, when it lapses.
function atTheEdges(
  dice: Dice,
  name: string,
  id: RequestId,
  { who, at, minutes }: { readonly who: string; readonly at: number; readonly minutes: number },
): readonly Action[] {
  const opening = at + 100;
  const ending = at + minutes * minute;
  const lapsing = at + lapseAfter * 60 * minute;
  const edges = [
    ['release', who, 0.15, opening, 2500],
    ['revoke', 'dave', 0.1, opening, 2500],
    ['release', who, 0.1, ending, 4000],
    ['approve', dice.pick(`${name} at last`, approvers), 0.3, lapsing, 4000],
  ] as const;
  return edges.flatMap(([verb, by, probability, from, span], number) => {
    const key = `${name} edge ${verb} ${number}`;
    if (!dice.hits(key, probability)) return [];
    return [{ key, at: from + dice.between(`${key} at`, 0, span), who: by, id, verb }];
  });
}

function lessOf(dice: Dice, name: string, id: RequestId, who: string, at: number): readonly Action[] {
  if (!dice.hits(`${name} less`, 0.2)) return [];
  const wanted = {
    duration: 15 as Duration,
    namespaces: 'all',
    role: scope('prod-eu', 'payments', 'edit').role,
  } as const;
  return [{ key: `${name} less`, at: at - 30_000, who, id, verb: 'approve-less', wanted }];
}

function later(
  seed: number,
  dice: Dice,
  name: string,
  id: RequestId,
  who: string,
  at: number,
): readonly Action[] {
  const chances: readonly Chance[] = [
    ['release', who, 0.25, 0, 90],
    ['release', who, 0.1, 0, 90],
    ['revoke', dice.pick(`${name} revokes`, approvers), 0.2, 0, 90],
  ];
  return [
    ...actionsOf(dice, `${name} later`, id, at, chances),
    ...[0, 1].flatMap((number) => extensionOf(seed, dice, `${name} x${number}`, id, who, at)),
  ];
}

function extensionOf(
  seed: number,
  dice: Dice,
  name: string,
  of: RequestId,
  who: string,
  at: number,
): readonly Action[] {
  if (!dice.hits(name, 0.3)) return [];
  const id = idOf(seed, name);
  const asked = at + dice.between(`${name} at`, 2, 70) * minute;
  const duration = dice.pick(`${name} for`, [15, 30, 60]) as Duration;
  const chances: readonly Chance[] = [
    ['approve', dice.pick(`${name} decides`, approvers), 0.7, 0, 30],
    ['approve', dice.pick(`${name} decides too`, approvers), 0.5, 0, 30],
    ['deny', dice.pick(`${name} denies`, approvers), 0.1, 0, 30],
    ['withdraw', who, 0.1, 0, 30],
  ];
  return [
    { key: name, at: asked, who, id, verb: 'extend', of, duration },
    ...actionsOf(dice, name, id, asked, chances),
  ];
}

function actionsOf(
  dice: Dice,
  name: string,
  id: RequestId,
  from: number,
  chances: readonly Chance[],
): readonly Action[] {
  return chances.flatMap(([verb, who, probability, least, most], number) => {
    const key = `${name} ${verb} ${number}`;
    if (!dice.hits(key, probability)) return [];
    const seconds = dice.between(`${key} at`, least * 60, most * 60) + dice.between(`${key} odd`, 0, 3);
    return [{ key, at: from + seconds * 1000, who, id, verb }];
  });
}
