import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decideBreakGlass } from '../../shared/domain/decide-break-glass.ts';
import { secondsAfter } from '../../shared/domain/instant.ts';
import type { PagingOutcome } from '../../shared/domain/paging.ts';
import type { Request } from '../../shared/domain/request.ts';
import { raise, transition } from '../../shared/domain/transition.ts';
import { emergency } from '../support/broken-glass.ts';
import { oncall } from '../support/paging.ts';
import { alice, ask, asked, bySystem, config, estate, noon, scope, sha256 } from '../support/records.ts';

const admin = scope('prod-eu', 'payments', 'admin');

/** Alice has broken the glass at noon. */
function broken(onPagingFailure: 'refuse' | 'open'): Request {
  const decided = decideBreakGlass(config.breakGlass, estate, ask({ by: alice, scope: admin }));
  if (decided.outcome === 'refused') throw new Error('the example estate refuses this');
  const breakGlass = { terms: { ...emergency.terms, onPagingFailure }, pages: [oncall] as const };
  const request = asked({ by: alice, scope: admin });
  return raise({ ...request, decision: decided.decision, breakGlass }, sha256).request;
}

/** How many seconds after the command a channel answered, and what. */
const answers = fc.array(fc.record({ seconds: fc.integer({ min: 0, max: 20 }), accepted: fc.boolean() }), {
  maxLength: 2,
});

const outcomeOf = ({ seconds, accepted }: { seconds: number; accepted: boolean }): PagingOutcome =>
  accepted
    ? { channel: 'sns', service: oncall, accepted, at: secondsAfter(noon, seconds) }
    : { channel: 'pagerduty', service: oncall, accepted, why: 'failing' };

it('no window of a break-glass is fixed before a page was accepted in time', () => {
  const unpaged = broken('refuse');
  const fixed = transition(
    unpaged,
    { type: 'fix-window', at: noon, actor: bySystem('open-window', 0).actor },
    sha256,
  );
  expect(fixed.ok).toBe(false);
  fc.assert(
    fc.property(answers, fc.boolean(), (given, open) => {
      const by = bySystem('open-window', 0).actor;
      const at = secondsAfter(noon, 20);
      const paged = transition(
        broken(open ? 'open' : 'refuse'),
        { type: 'page', at, actor: by, outcomes: given.map(outcomeOf) },
        sha256,
      );
      if (!paged.ok) throw new Error('a page is always recorded');
      const inTime = given.some(({ seconds, accepted }) => accepted && seconds < 10);
      const opening = transition(paged.request, { type: 'fix-window', at, actor: by }, sha256);
      expect(opening.ok).toBe(inTime || open);
      expect(transition(paged.request, { type: 'page', at, actor: by, outcomes: [] }, sha256).ok).toBe(false);
    }),
  );
});
