import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseAccessPolicyArn } from '../../shared/domain/grant.ts';
import { requestIdFromHash } from '../../shared/domain/ids.ts';
import {
  addShare,
  isOfLease,
  isSame,
  type PolicyLease,
  type PolicyOnEntry,
  removeShare,
  settleChange,
  wantedBy,
} from '../../shared/domain/policy-lease.ts';
import { type Namespace, parseClusterName, parseNamespace } from '../../shared/domain/scope.ts';
import { minutesAfterNoon, must, sha256 } from '../support/records.ts';

const on: PolicyOnEntry = {
  cluster: must(parseClusterName('prod-eu')),
  principalArn: 'arn:aws:iam::111122223333:role/people/alice',
  policyArn: must(parseAccessPolicyArn('arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy')),
};
const ids = ['a', 'b', 'c'].map((seed) => requestIdFromHash(sha256(seed)));
const pool = ['checkout', 'payments', 'platform'].map((name) => must(parseNamespace(name)));

/** What becomes of a call: it is answered, its effect is lost with its sender, or it lands later, whenever that is. */
const fates = fc.constantFrom('answered', 'lost', 'late');
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    who: fc.nat(2),
    adds: fc.boolean(),
    namespaces: fc.subarray(pool, { minLength: 1 }),
    fate: fates,
    lands: fc.boolean(),
    minutes: fc.nat(2),
  }),
  { maxLength: 25 },
);

type Step = {
  readonly who: number;
  readonly adds: boolean;
  readonly namespaces: readonly Namespace[];
  readonly fate: 'answered' | 'lost' | 'late';
  readonly lands: boolean;
  readonly minutes: number;
};

/** The lease, the association, and at most one call that is under way. */
class Story {
  #lease: PolicyLease | undefined;
  #association: readonly string[] = [];
  #late: { readonly wanted: readonly string[]; readonly deadline: number } | undefined;
  #minute = 0;

  take({ minutes, lands, fate, ...step }: Step): void {
    this.#minute += minutes;
    this.#land(lands);
    const turn = this.#turn(step);
    if (turn?.outcome !== 'change') return;
    const wanted = wantedBy(turn.lease);
    // Whatever can still land is what this call wants, or there is nothing.
    expect(this.#late === undefined || isSame(this.#late.wanted, wanted)).toBe(true);
    expect(this.#association.length === 0 || isOfLease(this.#lease, this.#association)).toBe(true);
    this.#lease = turn.lease;
    if (fate === 'late') this.#late = { wanted, deadline: this.#minute + 1 };
    if (fate !== 'answered') return;
    this.#association = wanted;
    this.#lease = settleChange(turn.lease);
  }

  // A call lands before its deadline, or never.
  #land(lands: boolean): void {
    const late = this.#late;
    if (late === undefined || !(lands || this.#minute > late.deadline)) return;
    if (this.#minute <= late.deadline) this.#association = late.wanted;
    this.#late = undefined;
  }

  #turn({ who, adds, namespaces }: Pick<Step, 'who' | 'adds' | 'namespaces'>) {
    const request = ids[who];
    const [first, ...others] = namespaces;
    if (request === undefined || first === undefined) return undefined;
    const times = { now: minutesAfterNoon(this.#minute), deadline: minutesAfterNoon(this.#minute + 1) };
    return adds
      ? addShare(this.#lease, on, { request, namespaces: [first, ...others] }, times)
      : removeShare(this.#lease, request, times);
  }
}

it('no late call undoes a later one, and an association of our own calls is always known as ours', () => {
  fc.assert(
    fc.property(steps, (tried) => {
      const story = new Story();
      for (const step of tried) story.take(step);
    }),
    { numRuns: 3000 },
  );
});
