import fc from 'fast-check';
import type { NonEmpty } from '../../shared/domain/brand.ts';
import type { Change } from '../../shared/domain/change.ts';
import type { Duration } from '../../shared/domain/duration.ts';
import type { Approver } from '../../shared/domain/may-approve.ts';
import type { Reason } from '../../shared/domain/reason.ts';
import type { EndCause, OpeningProblem } from '../../shared/domain/request.ts';
import type { Namespace, RoleName } from '../../shared/domain/scope.ts';
import { approvers, durations, reasons, scopes } from './arbitraries.ts';

/** Something that happens, before it is known to which record: a dice throw that `changeFrom` reads. */
export interface Throw {
  /** `next` takes the record a step along its usual way; anything else is tried wherever the record stands. */
  readonly kind: Change['type'] | 'next';
  readonly minutesLater: number;
  readonly who: Approver;
  /** Whom somebody asks to decide instead. */
  readonly other: Approver;
  readonly yes: boolean;
  readonly cause: EndCause;
  readonly why: OpeningProblem;
  /** Why somebody revokes. */
  readonly reason: Reason;
  /** What an approver allows: all that is asked, or less, or now and then more. */
  readonly allowed: {
    readonly duration: Duration;
    readonly namespaces: NonEmpty<Namespace>;
    readonly role: RoleName;
  };
  /** Names a namespace that nobody asked for. */
  readonly elsewhere: boolean;
}

export const changeTypes = [
  'route',
  'reroute',
  'approve',
  'deny',
  'withdraw',
  'remind',
  'escalate',
  'strand',
  'hand-over',
  'lapse',
  'fix-window',
  'record-made',
  'activate',
  'abandon',
  'fail',
  'ask-extension',
  'extend',
  'apply',
  'begin-close',
  'end',
] as const satisfies readonly Change['type'][];

export function throwsOf(...kinds: readonly Throw['kind'][]): fc.Arbitrary<Throw> {
  return fc.record({
    kind: fc.constantFrom(...kinds),
    minutesLater: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 1000 })),
    who: approvers,
    other: approvers,
    yes: fc.boolean(),
    cause: fc.constantFrom<EndCause>('expired', 'released', 'revoked', 'deactivated', 'drift'),
    reason: reasons,
    why: fc.constantFrom<OpeningProblem>('too-late', 'role-missing', 'no-evidence'),
    allowed: fc.record({
      duration: durations,
      namespaces: scopes.map(({ namespaces }) => namespaces),
      role: scopes.map(({ role }) => role),
    }),
    elsewhere: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
  });
}

/** Any change, tried on any record. */
export const anyThrow = throwsOf(...changeTypes);
