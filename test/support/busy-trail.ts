import type { BreakGlass } from '../../shared/domain/break-glass.ts';
import type { Change } from '../../shared/domain/change.ts';
import { type Instant, instantFrom, millisecondsOf, secondsAfter } from '../../shared/domain/instant.ts';
import type { Identity } from '../../shared/domain/person.ts';
import { parseReason } from '../../shared/domain/reason.ts';
import type { TrailEvent } from '../../shared/domain/trail.ts';
import { type Asked, raise } from '../../shared/domain/transition.ts';
import { emergency } from './broken-glass.ts';
import { oncall } from './paging.ts';
import {
  asked,
  bobTheLead,
  dave,
  durationOf,
  judged,
  member,
  must,
  personActor,
  scope,
  sha256,
} from './records.ts';
import { afterChanges, approval, bindingsMade, evidence, type Story } from './stories.ts';

const people = ['alice', 'carol', 'grace', 'heidi', 'ivan', 'judy', 'mallory', 'niaj'].map(member);
const wishes = [
  [scope('prod-eu', 'payments', 'edit'), durationOf('1h')],
  [scope('staging-eu', 'checkout', 'edit'), durationOf('8h')],
  [scope('prod-eu', 'payments,checkout,platform', 'view'), durationOf('2h')],
  [scope('staging-eu', 'platform', 'view'), durationOf('30m')],
  [scope('prod-eu', 'payments', 'debug'), durationOf('4h')],
] as const;

const system = (name: 'open-window' | 'close-window' | 'advance-approval', at: Instant) =>
  ({ at, actor: { kind: 'system', name } }) as const;

/**
 * The events of many requests, one after the other every `seconds`: most opened and closed, some denied, lapsed, closed while other
 * access stays, and some of them emergencies, of which every second one is reviewed.
 */
export function* busyTrail(
  requests: number,
  from: Instant,
  seconds: number,
): Generator<readonly TrailEvent[]> {
  for (let number = 0; number < requests; number += 1) {
    yield lifeOf(number, secondsAfter(from, number * seconds)).events;
  }
}

function lifeOf(number: number, at: Instant): Story {
  const by = people[number % people.length] as Identity;
  const [wish, duration] = wishes[number % wishes.length] ?? wishes[0];
  const reason = must(parseReason(`=HYPERLINK("http://x") <b>job ${number}</b> & "stuck" 💥`));
  const asking = { ...asked({ by, scope: wish, duration, at }), reason };
  const later = (seconds: number) => secondsAfter(at, seconds);
  if (number % 50 === 7) return reviewed(opened(raise(asEmergency(asking), sha256), at), later(7200), number);
  const raised = raise(asking, sha256);
  if (raised.request.status !== 'pending') return opened(raised, at);
  if (number % 20 === 0) {
    const why = must(parseReason('not while the freeze lasts'));
    return afterChanges(raised, {
      ...{ type: 'deny', at: later(60), actor: personActor(dave), by: dave, why, judged },
    });
  }
  if (number % 20 === 5)
    return afterChanges(raised, { ...system('advance-approval', later(28_800)), type: 'lapse' });
  return opened(afterChanges(raised, approval(bobTheLead, later(90), true)), later(90), number % 40 === 10);
}

function asEmergency(asking: Asked): Asked {
  const { approval: asks } = raise(asked({ scope: scope('staging-eu', 'platform', 'view') }), sha256).request
    .decision;
  const breakGlass: BreakGlass = { terms: emergency.terms, pages: [oncall] };
  const decision = {
    ...asking.decision,
    outcome: 'break-glass',
    rule: emergency.name,
    approval: asks,
  } as const;
  return { ...asking, decision, breakGlass };
}

function opened(story: Story, from: Instant, remains = false): Story {
  const { request } = story;
  const at = (seconds: number) => secondsAfter(from, seconds);
  const bindings = bindingsMade(request);
  const groups: readonly string[] = [];
  const entry = { arn: 'arn:aws:eks:eu-central-1:111122223333:access-entry/prod-eu/role/1/2/3', ours: true };
  const paged: Change[] =
    request.breakGlass === undefined
      ? []
      : [
          {
            ...{ type: 'page', ...system('open-window', at(1)) },
            outcomes: [{ channel: 'pagerduty', service: oncall, accepted: true, at: at(1) }],
          },
        ];
  const active = afterChanges(
    story,
    ...paged,
    { ...system('open-window', at(2)), type: 'fix-window' },
    {
      ...{ type: 'record-made', ...system('open-window', at(3)), username: request.principal.username },
      ...{ groups, entry, bindings },
    },
    { ...system('open-window', at(4)), type: 'activate', evidence: evidence(request, true) },
  );
  if (active.request.status !== 'active') throw new Error('it is open');
  const over = millisecondsOf(active.request.window.closesAt);
  const last = instantFrom(over + 500 + (millisecondsOf(from) % 7919));
  return afterChanges(
    active,
    { ...system('close-window', instantFrom(over + 300)), type: 'begin-close', cause: 'expired' },
    {
      ...{ type: 'end', ...system('close-window', last), removed: bindings },
      evidence: evidence(request, remains),
    },
  );
}

function reviewed(story: Story, at: Instant, number: number): Story {
  if (number % 100 === 7) return story;
  const text = must(parseReason('the queue had to be emptied by hand'));
  const late = secondsAfter(at, 40_000);
  return afterChanges(story, {
    ...{ type: 'review', at: late, actor: personActor(dave), by: dave, verdict: 'justified', text },
  });
}
