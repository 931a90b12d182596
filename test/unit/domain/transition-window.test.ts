import { describe, expect, it } from 'vitest';
import type { Change } from '../../../shared/domain/change.ts';
import { secondsAfter } from '../../../shared/domain/instant.ts';
import { parseReason } from '../../../shared/domain/reason.ts';
import type { Namespace } from '../../../shared/domain/scope.ts';
import { transition } from '../../../shared/domain/transition.ts';
import {
  alice,
  bob,
  by,
  bySystem,
  durationOf,
  minutesAfterNoon,
  must,
  noon,
  sha256,
} from '../../support/records.ts';
import {
  afterChanges,
  bindingsMade,
  evidence,
  interruptedStory,
  requestIn,
  revokedStory,
  storyUpTo,
} from '../../support/stories.ts';

const approved = requestIn('approved');
const why = must(parseReason('the job is fixed'));
const entry = { arn: 'arn:aws:eks:eu-central-1:111122223333:access-entry/prod-eu/role/1/2/3', ours: true };

function possible(request: Parameters<typeof transition>[0], change: Change): boolean {
  return transition(request, change, sha256).ok;
}

describe('an approved request', () => {
  it('has its window fixed once, within 30 minutes of the approval', () => {
    const fix = { ...bySystem('open-window', 30), type: 'fix-window' } as const;
    const fixed = transition(approved, fix, sha256);
    expect(fixed).toMatchObject({
      request: { window: { grantedAt: minutesAfterNoon(30), closesAt: minutesAfterNoon(90) } },
      events: [{ fact: { type: 'window-fixed', closesAt: minutesAfterNoon(90) } }],
    });
    expect(possible(approved, { ...bySystem('open-window', 31), type: 'fix-window' })).toBe(false);
    if (fixed.ok) expect(possible(fixed.request, { ...fix, at: minutesAfterNoon(31) })).toBe(false);
  });

  const fixed = afterChanges(storyUpTo('approved'), { ...bySystem('open-window', 2), type: 'fix-window' });
  const made = {
    ...bySystem('open-window', 3),
    type: 'record-made',
    username: alice.principal.username,
    groups: [],
    entry,
    bindings: bindingsMade(fixed.request),
  } as const;

  it('records the uids of what was made, and later ones when a retry made it again', () => {
    const first = afterChanges(fixed, made);
    const [binding] = made.bindings;
    const again = afterChanges(first, { ...made, bindings: [{ ...binding, uid: 'uid-2' }] });
    expect(first.request).toMatchObject({ window: { bindings: [{ uid: 'uid-of-payments' }] } });
    expect(again.request).toMatchObject({ window: { bindings: [{ uid: 'uid-2' }] } });
  });

  it('records nothing made elsewhere, under another name, or beside what was fixed', () => {
    const [binding] = made.bindings;
    const elsewhere = { ...binding, namespace: 'checkout' as Namespace };
    expect(possible(fixed.request, { ...made, bindings: [elsewhere] })).toBe(false);
    expect(possible(fixed.request, { ...made, bindings: [{ ...binding, name: 'other' }] })).toBe(false);
    expect(possible(fixed.request, { ...made, bindings: [binding, elsewhere] })).toBe(false);
    expect(possible(fixed.request, { ...made, bindings: [binding, binding] })).toBe(false);
  });

  it('is active only with evidence that says yes to everything', () => {
    const yes = evidence(fixed.request, true);
    const activate = (said: typeof yes) =>
      possible(fixed.request, { ...bySystem('open-window', 4), type: 'activate', evidence: said });
    expect(activate(yes)).toBe(true);
    expect(activate([])).toBe(false);
    const late = { ...bySystem('open-window', 62), type: 'activate', evidence: yes } as const;
    expect(possible(fixed.request, late)).toBe(false);
    expect(activate([...yes, ...evidence(fixed.request, false)])).toBe(false);
  });

  it('that was given up can only fail, whatever its window', () => {
    const abandoned = afterChanges(fixed, {
      ...bySystem('open-window', 3),
      type: 'abandon',
      why: 'role-missing',
    });
    expect(possible(abandoned.request, made)).toBe(false);
    expect(possible(abandoned.request, { ...by(bob, 4), type: 'begin-close', cause: 'revoked', why })).toBe(
      false,
    );
    const failed = afterChanges(abandoned, { ...bySystem('close-window', 5), type: 'fail' });
    expect(failed.request).toMatchObject({ status: 'failed', abandoned: { why: 'role-missing' } });
    expect(failed.request).not.toHaveProperty('window');
  });

  it('can be closed before it has a window, as of that moment', () => {
    const closing = afterChanges(storyUpTo('approved'), {
      ...by(bob, 5),
      type: 'begin-close',
      cause: 'revoked',
      why,
    });
    expect(closing.request).not.toHaveProperty('settlesAt');
    expect(closing.request).toMatchObject({
      status: 'closing',
      cause: 'revoked',
      by: bob.person,
      why,
      window: { bindings: [{}] },
    });
  });
});

describe('a window that is ended in the middle of opening', () => {
  const closing = interruptedStory();

  it('can no longer be opened, nor what was made for it be recorded', () => {
    const { request } = closing;
    const made = { username: 'u', groups: [], entry, bindings: bindingsMade(request) };
    expect(possible(request, { ...bySystem('open-window', 4), type: 'record-made', ...made })).toBe(false);
    const yes = evidence(request, true);
    expect(possible(request, { ...bySystem('open-window', 4), type: 'activate', evidence: yes })).toBe(false);
  });

  it('is over only when no call of its opening can be on its way any more: 90 seconds later', () => {
    const settlesAt = secondsAfter(minutesAfterNoon(3), 90);
    expect(closing.request).toMatchObject({ status: 'closing', settlesAt });
    const end = {
      type: 'end',
      actor: bySystem('close-window', 0).actor,
      removed: [],
      evidence: evidence(closing.request, false),
    } as const;
    expect(possible(closing.request, { ...end, at: secondsAfter(settlesAt, -1) })).toBe(false);
    expect(possible(closing.request, { ...end, at: settlesAt })).toBe(true);
  });
});

describe('an open window', () => {
  const active = requestIn('active');
  const closing = (minutes: number) =>
    ({ ...bySystem('close-window', minutes), type: 'begin-close' }) as const;
  const expires = (minutes: number) => possible(active, { ...closing(minutes), cause: 'expired' });
  const missing = { of: 'binding', where: 'payments/a', problem: 'missing' } as const;

  it('lasts an hour from the grant, not from the request or the evidence', () => {
    expect(active).toMatchObject({ requestedAt: noon, activeAt: minutesAfterNoon(4) });
    expect(active.window.closesAt).toBe(minutesAfterNoon(62));
    expect(active.duration).toBe(durationOf('1h'));
  });

  it('expires at its end and not before, but is closed for another cause at any time', () => {
    expect(expires(61)).toBe(false);
    expect(expires(62)).toBe(true);
    expect(possible(active, { ...closing(5), cause: 'drift', found: [missing] })).toBe(true);
  });

  it('is released by its holder alone, even when nobody asked mayRelease', () => {
    const release = { type: 'begin-close', cause: 'released' } as const;
    expect(possible(active, { ...by(alice, 5), ...release })).toBe(true);
    expect(possible(active, { ...by(bob, 5), ...release })).toBe(false);
    expect(possible(active, { ...bySystem('close-window', 5), ...release })).toBe(false);
  });

  it('is revoked by a person, whom the record names with their reason to the end', () => {
    const revoke = { type: 'begin-close', cause: 'revoked', why } as const;
    expect(possible(active, { ...bySystem('close-window', 5), ...revoke })).toBe(false);
    const { request, events } = revokedStory(why);
    expect(request).toMatchObject({ status: 'ended', cause: 'revoked', by: bob.person, why });
    expect(events.at(-2)).toMatchObject({
      actor: { person: bob.person },
      fact: { type: 'closing', cause: 'revoked', why },
    });
  });

  it('keeps who approved it, and by which rule, to its end', () => {
    const ended = requestIn('ended');
    expect(ended).toMatchObject({ cause: 'expired', endedAt: minutesAfterNoon(63) });
    expect(ended.approvals).toEqual(approved.approvals);
    expect(ended.decision).toEqual(approved.decision);
  });
});
