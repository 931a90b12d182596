import type { Drift } from './drift.ts';
import { entryUsername } from './identify.ts';
import type { Lease } from './lease.ts';
import type { Principal } from './person.ts';
import type { Window } from './request.ts';

/** An access entry, as far as a window rests on it. */
export interface EntrySeen {
  readonly username: string;
  readonly groups: readonly string[];
  readonly generation: string | undefined;
}

/**
 * What is wrong with the access entry that an open window rests on. One that was ours when it opened must carry the
 * lease's generation still and be as we made it; any other was adopted, and must only give the groups that it gave then.
 */
export function entryDrifts(
  entry: EntrySeen | undefined,
  { principalArn: where, generation }: Pick<Lease, 'principalArn' | 'generation'>,
  { principal, window }: { readonly principal: Principal; readonly window: Window },
): readonly Drift[] {
  const of = 'entry';
  if (entry === undefined) return [{ of, where, problem: 'missing' }];
  const ours = window.entry?.ours === true;
  const problems = [
    ours && entry.generation !== generation && 'tag',
    ours && entry.username !== entryUsername(principal) && 'username',
    sorted(entry.groups) !== sorted(window.groups) && 'groups',
  ] as const;
  return problems.flatMap((problem) => (problem === false ? [] : [{ of, where, problem }]));
}

function sorted(groups: readonly string[]): string {
  return JSON.stringify(groups.toSorted());
}
