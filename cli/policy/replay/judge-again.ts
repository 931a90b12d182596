import type { AccessConfig } from '../../../shared/config/access-config.ts';
import { isNonEmpty } from '../../../shared/domain/brand.ts';
import type { Decision } from '../../../shared/domain/decide.ts';
import { judgeCase } from '../judge-case.ts';
import { type Difference, differenceBetween } from './difference.ts';
import type { Memberships } from './memberships.ts';
import type { PastRequest } from './past-requests.ts';

/** A past request, and what today's rules say to it at the moment when it was asked. */
export interface Replayed {
  readonly past: PastRequest;
  readonly now: Decision;
  readonly difference: Difference | undefined;
  /** Whether the decision depends on usergroups that are not known. */
  readonly isGuess: boolean;
}

/** Where the requester's usergroups are not known, they are taken to be those that change least. */
export function judgeAgain(past: PastRequest, config: AccessConfig, memberships: Memberships): Replayed {
  const { scope, duration, reason, requestedAt: at, decision: then } = past;
  const { email } = past.requester;
  const possible = memberships(email).map((usergroups) => {
    const requester = { email, usergroups };
    const { decision: now } = judgeCase(config, { requester, scope, duration, reason, at });
    return { now, difference: differenceBetween(then, now) };
  });
  if (!isNonEmpty(possible)) throw new Error('unreachable: being in no usergroup is always possible');
  const likely =
    possible.find(({ difference }) => difference === undefined) ??
    possible.find(({ now }) => now.outcome !== 'refused' && now.rule === then.rule) ??
    possible[0];
  const rules = new Set(possible.map(({ now }) => (now.outcome === 'refused' ? now.refusal.code : now.rule)));
  return { past, ...likely, isGuess: rules.size > 1 };
}
