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
 * What is wrong with the access entry that an open window rests on. An entry of the lease's generation is ours and must
 * be as we made it; any other was adopted, and must only give the groups that it gave when the window opened.
 */
export function entryDrift(
  entry: EntrySeen | undefined,
  { principalArn: where, generation }: Pick<Lease, 'principalArn' | 'generation'>,
  { principal, window }: { readonly principal: Principal; readonly window: Window },
): Drift | undefined {
  const of = 'entry';
  if (entry === undefined) return { of, where, problem: 'missing' };
  if (sorted(entry.groups) !== sorted(window.groups)) return { of, where, problem: 'groups' };
  const ours = entry.generation === generation;
  return ours && entry.username !== entryUsername(principal) ? { of, where, problem: 'username' } : undefined;
}

function sorted(groups: readonly string[]): string {
  return JSON.stringify(groups.toSorted());
}
