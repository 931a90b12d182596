import type { ChangeOf } from './change.ts';
import type { In, Outcome } from './outcome.ts';
import { type Identity, sameAccount, samePerson } from './person.ts';

type Attention = ChangeOf<'remind' | 'escalate' | 'strand' | 'hand-over'>;

/** What is done while a request waits, so that it does not wait for nobody: each but the hand-over once. */
export function attend(request: In<'pending'>, change: Attention): Outcome | undefined {
  if (change.at >= request.lapsesAt) return undefined;
  switch (change.type) {
    case 'remind':
      return remind(request, change);
    case 'escalate':
      return escalate(request, change);
    case 'strand':
      return strand(request, change);
    case 'hand-over':
      return handOver(request, change);
  }
}

function remind(request: In<'pending'>, { reminded }: ChangeOf<'remind'>): Outcome | undefined {
  return request.reminded === undefined
    ? { request: { ...request, reminded }, fact: { type: 'reminded', whom: reminded } }
    : undefined;
}

function escalate(request: In<'pending'>, { at, to, why }: ChangeOf<'escalate'>): Outcome | undefined {
  return request.escalated === undefined
    ? { request: { ...request, escalated: { at, to, why } }, fact: { type: 'escalated', to, why } }
    : undefined;
}

// Whoever else could be asked is asked first.
function strand(request: In<'pending'>, { at, shortages }: ChangeOf<'strand'>): Outcome | undefined {
  return request.escalated !== undefined && request.stranded === undefined
    ? { request: { ...request, stranded: { at, shortages } }, fact: { type: 'stranded', shortages } }
    : undefined;
}

// Guarded here as well as in `mayHandOver`: nobody who asks for access is asked to decide on it.
function handOver(
  request: In<'pending'>,
  { at, from, to, note, clickedCard }: ChangeOf<'hand-over'>,
): Outcome | undefined {
  const requester: Identity = { person: request.requester, principal: request.principal };
  if (samePerson(requester, from) || samePerson(requester, to) || samePerson(from, to)) return undefined;
  const asked = request.handOvers.some(
    (before) => sameAccount(before.from, from.person) && sameAccount(before.to, to.person),
  );
  if (asked) return undefined;
  const said = note === undefined ? {} : { note };
  const handOvers = [...request.handOvers, { at, from: from.person, to: to.person, ...said }];
  const card = request.card ?? clickedCard;
  return {
    request: { ...request, handOvers, ...(card && { card }) },
    fact: { type: 'handed-over', to: to.person, ...said },
  };
}
