import { decide } from '../../shared/domain/decide.ts';
import type { Extension } from '../../shared/domain/extension.ts';
import { isExtension } from '../../shared/domain/extension.ts';
import { type RequestId, requestIdFromHash } from '../../shared/domain/ids.ts';
import type { ExtensionProblem, InStatus } from '../../shared/domain/request.ts';
import { raise } from '../../shared/domain/transition.ts';
import {
  alice,
  ask,
  bob,
  bobTheLead,
  by,
  bySystem,
  durationOf,
  estate,
  judged,
  minutesAfterNoon,
  sha256,
  someReason,
} from './records.ts';
import { afterChanges, approval, type Story, storyUpTo } from './stories.ts';

export const extensionId: RequestId = requestIdFromHash(sha256('an extension'));

/** Alice's open hour of prod edit, which ends at 13:02, after she asked for more time at 12:30. */
export function extendedStory(): Story {
  const asking = { type: 'ask-extension', extension: extensionId, duration: durationOf('30m') } as const;
  return afterChanges(storyUpTo('active'), { ...by(alice, 30), ...asking });
}

/** The half hour more, which bob approves at 12:31, in each status. */
export function extensionStory(
  status: 'pending' | 'approved' | 'applied' | 'failed' | 'denied' | 'lapsed' | 'withdrawn' | 'window-over',
  why: ExtensionProblem = 'not-extended',
): Story & { readonly request: Extension } {
  return asExtension(changed(status, why));
}

function changed(status: Parameters<typeof extensionStory>[0], why: ExtensionProblem): Story {
  const pending = raised();
  const approved = afterChanges(pending, approval(bobTheLead, minutesAfterNoon(31), true));
  switch (status) {
    case 'pending':
      return pending;
    case 'approved':
      return approved;
    case 'applied':
      return afterChanges(approved, { ...bySystem('open-window', 32), type: 'apply' });
    case 'failed':
      return afterChanges(
        approved,
        { ...bySystem('open-window', 32), type: 'abandon', why },
        { ...bySystem('close-window', 33), type: 'fail' },
      );
    case 'denied':
      return afterChanges(pending, { ...by(bob, 31), type: 'deny', by: bob, why: someReason, judged });
    case 'lapsed':
      return afterChanges(pending, { ...bySystem('advance-approval', 62), type: 'lapse' });
    case 'withdrawn':
      return afterChanges(pending, { ...by(alice, 31), type: 'withdraw' });
    case 'window-over':
      return afterChanges(pending, { ...bySystem('close-window', 40), type: 'lapse', windowOver: true });
  }
}

function raised(): Story {
  const extended = extendedStory().request as InStatus<'active'>;
  const { id, requester, principal, scope, target, window } = extended;
  const { grantedAt, closesAt } = window;
  const duration = durationOf('30m');
  const at = minutesAfterNoon(30);
  const decision = decide(estate, ask({ scope, duration, at }));
  if (decision.outcome === 'refused') throw new Error('the example estate refuses this');
  return raise(
    {
      ...{ id: extensionId, requester, principal, scope, target, duration, reason: someReason, decision },
      ...{ requestedAt: at, extends: id, extending: { grantedAt, closesAt, longest: durationOf('4h') } },
    },
    sha256,
  );
}

function asExtension({ request, events }: Story): Story & { readonly request: Extension } {
  if (!isExtension(request)) throw new Error('this is no extension');
  return { request, events };
}
