import type { NonEmpty } from '../../../shared/domain/brand.ts';
import type { Duration } from '../../../shared/domain/duration.ts';
import { scope } from '../../support/records.ts';
import type { Dice } from '../time/chance.ts';
import { loners } from '../world/estate.ts';
import type { Action, PlainVerb } from './act.ts';
import { idOf } from './ids.ts';

const minute = 60_000;

/** What they want on staging, at once: their access policy mostly, in namespaces that overlap, and now and then a role. */
const wishes: NonEmpty<readonly [string, string]> = [
  ['payments', 'inspect'],
  ['checkout,payments', 'inspect'],
  ['checkout', 'inspect'],
  ['platform', 'view'],
];

/**
 * What people do who have an access entry of their own: they ask again while they hold something, and in the seconds
 * after it has ended, so that one call meets another on the same entry and the same policy.
 */
export function lonersDo(seed: number, dice: Dice, start: number): readonly Action[] {
  return loners.flatMap((who) => {
    if (!dice.hits(`${who} is there`, 0.6)) return [];
    const first = start + dice.between(`${who} at`, 0, 120 * 60) * 1000;
    const amount = dice.between(`${who} requests`, 1, 4);
    return Array.from({ length: amount }, (_, number) =>
      windowOf(seed, dice, { who, first, key: `${who} ${number}` }),
    ).flat();
  });
}

interface Plan {
  readonly who: (typeof loners)[number];
  /** When they first ask; the others come around the moments at which a window of theirs may open or end. */
  readonly first: number;
  readonly key: string;
}

function windowOf(seed: number, dice: Dice, { who, first, key }: Plan): readonly Action[] {
  const id = idOf(seed, key);
  const edge = dice.pick(`${key} edge`, [0, 0, 15, 15, 30, 45]) * minute;
  const at =
    first + edge + dice.between(`${key} at`, -2000, dice.pick(`${key} most`, [4000, 20_000, 120_000]));
  const [namespaces, role] = dice.pick(`${key} wish`, wishes);
  const duration = dice.pick(`${key} for`, [15, 15, 30]) as Duration;
  const ends = (verb: PlainVerb, by: string, probability: number, most: number): readonly Action[] => {
    const ending = `${key} ${verb} ${most}`;
    if (!dice.hits(ending, probability)) return [];
    return [{ key: ending, at: at + dice.between(`${ending} at`, 0, most), who: by, id, verb }];
  };
  return [
    { key, at, who, id, verb: 'request', scope: scope('staging-eu', namespaces, role), duration },
    ...ends('release', who, 0.2, 3000),
    ...ends('release', who, 0.2, 20 * minute),
    ...ends('revoke', 'dave', 0.1, 20 * minute),
  ];
}
