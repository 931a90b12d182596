import type { Allowance } from './allowance.ts';
import type { Ask } from './ask.ts';
import { type Decision, judge } from './decide.ts';
import type { Duration } from './duration.ts';
import type { Estate, Rule } from './estate.ts';
import type { Extension } from './extension.ts';
import { minutesBetween } from './instant.ts';
import type { Refusal } from './refusal.ts';
import type { Request, Window } from './request.ts';

/** What the policy says to more time: for how much of it, and how long the rule lets the whole window be. */
export type ExtensionDecision =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | {
      readonly outcome: 'allowed';
      readonly decision: Allowance;
      /** What was asked for, or what the rule leaves where that is less. */
      readonly duration: Duration;
      readonly longest: Duration;
    };

/** How much longer the rule that covers the request now lets its window be. */
export type TimeLeft =
  | { readonly some: true; readonly left: Duration; readonly longest: Duration; readonly decision: Decision }
  | { readonly some: false; readonly refusal: Refusal };

type Span = Pick<Window, 'grantedAt' | 'closesAt'>;

/** Minutes. Every rule allows this much, so asking for it finds the rule whatever its limit is. */
const shortest = 1 as Duration;

/** Judges a request for more time like a new request for that time; the limit of the rule is to the whole window. */
export function decideExtension(estate: Estate, ask: Ask, window: Span): ExtensionDecision {
  const time = timeLeft(estate, ask, window);
  if (!time.some) return { outcome: 'refused', refusal: time.refusal };
  const { decision, left, longest } = time;
  if (decision.outcome === 'refused') return decision;
  const duration = Math.min(ask.duration, left) as Duration;
  return { outcome: 'allowed', decision, duration, longest };
}

/** How much time is left to ask for, whether or not the reason is one that the rule accepts. */
export function timeLeft(estate: Estate, ask: Ask, { grantedAt, closesAt }: Span): TimeLeft {
  const { decision, readings } = judge(estate, { ...ask, duration: shortest });
  const covering = readings.find(({ matches }) => matches);
  const rule: Rule | undefined = estate.rules.find(({ name }) => name === covering?.rule);
  if (rule === undefined) return { some: false, refusal: refusalOf(decision) };
  const longest = rule.maxDuration;
  const left = longest - minutesBetween(grantedAt, closesAt);
  return left < shortest
    ? { some: false, refusal: { code: 'no-time-left', rule: rule.name, longest } }
    : { some: true, left: left as Duration, longest, decision };
}

/**
 * Judges an extension again that somebody is about to approve: by the policy of that moment, and by the window as it
 * stands then. Nothing is shortened behind an approver's back, so too much for the rule is refused.
 * @param extended the request whose window is to be extended
 */
export function decideExtensionAgain(
  estate: Estate,
  ask: Ask,
  { extending }: Extension,
  extended: Request,
): Decision {
  if (extended.status !== 'active' || ask.at >= extended.window.closesAt) {
    return { outcome: 'refused', refusal: { code: 'window-over' } };
  }
  const judged = decideExtension(estate, ask, extending);
  if (judged.outcome === 'refused') return judged;
  const { decision, duration, longest } = judged;
  return duration < ask.duration
    ? { outcome: 'refused', refusal: { code: 'too-long-in-all', rule: decision.rule, longest } }
    : decision;
}

// A rule that covers nothing allows nothing.
function refusalOf(decision: Decision): Refusal {
  if (decision.outcome === 'refused') return decision.refusal;
  throw new Error('unreachable: the policy allowed by a rule that it does not have');
}
