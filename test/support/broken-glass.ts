import fc from 'fast-check';
import type { BreakGlass, BreakGlassRequest } from '../../shared/domain/break-glass.ts';
import { verdicts } from '../../shared/domain/break-glass.ts';
import type { PagingOutcome } from '../../shared/domain/paging.ts';
import { oncall } from './paging.ts';
import { config, dave, noon } from './records.ts';
import { hostileReasons, hostileStories } from './slack-arbitraries.ts';

const [rule] = config.breakGlass;
if (rule === undefined) throw new Error('the example estate lets nobody break the glass');

/** The rule of the example estate. */
export const emergency = rule;

const outcomes: readonly PagingOutcome[] = [
  { channel: 'pagerduty', service: oncall, accepted: false, why: 'unreachable' },
  { channel: 'sns', service: oncall, accepted: true, at: noon },
];

const followed: fc.Arbitrary<BreakGlass> = fc
  .tuple(
    fc.option(hostileReasons, { nil: undefined }),
    fc.constantFrom(...verdicts),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([text, verdict, yes, isDrill]) => ({
    ...{ terms: emergency.terms, pages: [oncall], openedAt: noon, remindedAt: noon },
    paged: { at: noon, outcomes, ...(yes && { took: 812 }) },
    ...(yes && { taken: { by: dave.person, at: noon }, sentOnAt: noon, overdueAt: noon }),
    ...(isDrill && { drill: { commandAt: noon } }),
    ...(text !== undefined && { review: { by: dave.person, at: noon, verdict, text } }),
  }));

/** Records of break-glass in whatever status, with whatever was typed. */
export const brokenGlass: fc.Arbitrary<BreakGlassRequest> = fc
  .tuple(hostileStories, followed)
  .map(([{ request }, breakGlass]) => ({ ...request, breakGlass }));
