import type { NonEmpty } from '../domain/brand.ts';
import type { Stage } from '../domain/estate.ts';
import type { Identification } from '../domain/identify.ts';
import { candidatesOf, type Outlook, outlookOf, type SoFar } from '../domain/outlook.ts';
import type { RostersRead } from './read-rosters.ts';

/** Who is looked for, and how far. */
export interface ApproverSearch {
  readonly stages: NonEmpty<Stage>;
  readonly soFar: SoFar;
  /** Answers nothing for an account that counts as not looked up. */
  readonly lookUp: (userId: string) => Promise<Identification | undefined>;
  /** How many people of a stage are worth knowing by name, even where fewer are enough. */
  readonly worthNaming: (stage: Stage) => number;
  readonly mostLookups: number;
}

/** How many accounts of a stage are looked up together while it lacks somebody. */
const atOnce = 5;

/**
 * Looks up members of the rosters until it is seen that every stage can be completed, or there is nobody left, or it has
 * asked enough. @throws what `lookUp` throws
 */
export async function lookUpApprovers(read: RostersRead, search: ApproverSearch): Promise<Outlook> {
  const { stages, soFar, lookUp, mostLookups } = search;
  const accounts = new Map<string, Identification>();
  const tried = new Set<string>();
  const lookUpOne = async (userId: string) => {
    tried.add(userId);
    const identification = await lookUp(userId);
    if (identification !== undefined) accounts.set(userId, identification);
  };
  for (;;) {
    const outlook = outlookOf(stages, soFar, { ...read, accounts });
    const next = nextToLookUp(outlook, search, read, tried).slice(0, mostLookups - tried.size);
    if (next.length === 0) return outlook;
    await Promise.all(next.map(lookUpOne));
  }
}

function nextToLookUp(
  outlook: Outlook,
  { soFar, worthNaming }: ApproverSearch,
  { rosters }: RostersRead,
  tried: ReadonlySet<string>,
): readonly string[] {
  const next = outlook.flatMap(({ stage, approvers, enough }) => {
    const wanted = Math.max(worthNaming(stage) - approvers.length, enough === 'yes' ? 0 : atOnce);
    return candidatesOf(stage, soFar, rosters)
      .filter((userId) => !tried.has(userId))
      .slice(0, wanted);
  });
  return [...new Set(next)];
}
