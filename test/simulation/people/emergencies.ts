import { scope } from '../../support/records.ts';
import type { Dice } from '../time/chance.ts';
import type { Action, PlainVerb } from './act.ts';
import { idOf } from './ids.ts';

const minute = 60_000;
/** Whom the example estate lets in at once, and into what. */
const users = ['alice', 'bob', 'carol'] as const;
const roles = ['admin', 'edit', 'debug'] as const;

/** Who breaks the glass in one run, and how it ends before its time. */
export function emergenciesOf(seed: number, dice: Dice, start: number): readonly Action[] {
  const amount = dice.between('emergencies', 0, 2);
  return Array.from({ length: amount }, (_, number) => emergencyOf(seed, dice, start, `e${number}`)).flat();
}

function emergencyOf(seed: number, dice: Dice, start: number, key: string): readonly Action[] {
  const id = idOf(seed, key);
  const at = start + dice.between(`${key} at`, 0, 150 * 60) * 1000;
  const who = dice.pick(`${key} who`, users);
  const asked = scope('prod-eu', 'payments', dice.pick(`${key} role`, roles));
  const ends = (verb: PlainVerb, by: string): readonly Action[] => {
    const ending = `${key} ${verb}`;
    if (!dice.hits(ending, 0.3)) return [];
    return [{ key: ending, at: at + dice.between(`${ending} at`, 0, 70 * minute), who: by, id, verb }];
  };
  return [
    { key, at, who, id, verb: 'break-glass', scope: asked },
    ...ends('release', who),
    ...ends('revoke', 'dave'),
  ];
}
