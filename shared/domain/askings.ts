import { type ApproverSource, partsOf } from './approver-source.ts';
import type { Escalated, Stranded } from './attention.ts';
import { isNonEmpty, type NonEmpty } from './brand.ts';
import type { IdentityLoss } from './identity-loss.ts';
import type { Person } from './person.ts';
import type { Reason } from './reason.ts';
import type { Request } from './request.ts';
import { stagedBy } from './stages-now.ts';

/** One person is asked to decide, in a message to them alone. */
export type Asking = {
  /** Tells it from the others of its request, for ever. */
  readonly key: string;
  readonly userId: string;
} & (
  | { readonly kind: 'reminder' }
  | { readonly kind: 'hand-over'; readonly from: Person; readonly note?: Reason }
);

/** Whom the record says to be asked alone, and why. */
export function askingsOf({ reminded, handOvers }: Request): readonly Asking[] {
  const people = reminded?.where === 'direct-messages' ? reminded.people : [];
  return [
    ...people.map((userId): Asking => ({ kind: 'reminder', key: `reminder-${userId}`, userId })),
    ...handOvers.map(
      ({ from, to, note }, place): Asking => ({
        ...{ kind: 'hand-over' as const, key: `hand-over-${place + 1}`, userId: to.userId, from },
        ...(note === undefined ? {} : { note }),
      }),
    ),
  ];
}

/** Something said to many under the card, because an edit of the card notifies nobody. Each kind is said once. */
export type ThreadNote =
  /** People and those on call, whom the card names without notifying them. */
  | { readonly kind: 'asked'; readonly sources: NonEmpty<ApproverSource> }
  | { readonly kind: 'reminder'; readonly sources: readonly ApproverSource[] }
  | { readonly kind: 'escalated'; readonly sources: NonEmpty<ApproverSource>; readonly escalated: Escalated }
  | { readonly kind: 'stranded'; readonly sources: readonly []; readonly stranded: Stranded }
  /** The requester may not have it any more, so it was ended. */
  | { readonly kind: 'lost'; readonly sources: readonly []; readonly loss: IdentityLoss };

/** What the record says to be said under the card. */
export function threadNotesOf({ decision, reminded, escalated, stranded }: Request): readonly ThreadNote[] {
  const sources = stagedBy(decision)?.stages.flatMap((stage) => stage.approvers) ?? [];
  const unmentioned = [...new Set(sources)].filter((source) => partsOf(source).kind !== 'usergroup');
  return [
    ...(isNonEmpty(unmentioned) ? [{ kind: 'asked', sources: unmentioned } as const] : []),
    ...(reminded?.where === 'thread' ? [{ kind: 'reminder', sources: reminded.sources } as const] : []),
    ...(escalated ? [{ kind: 'escalated', sources: escalated.to, escalated } as const] : []),
    ...(stranded ? [{ kind: 'stranded', sources: [], stranded } as const] : []),
  ];
}

/** What is said under the card when nobody needs to decide any more. */
export function closingNotesOf(request: Request): readonly ThreadNote[] {
  const loss = lossOf(request);
  return loss === undefined ? [] : [{ kind: 'lost', sources: [], loss }];
}

function lossOf(request: Request): IdentityLoss | undefined {
  switch (request.status) {
    case 'lapsed':
      return request.loss;
    case 'closing':
    case 'ended':
      return request.cause === 'deactivated' ? request.loss : undefined;
    default:
      return undefined;
  }
}
