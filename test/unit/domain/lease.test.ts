import { describe, expect, it } from 'vitest';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { secondsAfter } from '../../../shared/domain/instant.ts';
import {
  acquire,
  beginDeleting,
  finishDeleting,
  type Lease,
  release,
  takeOver,
} from '../../../shared/domain/lease.ts';
import type { ClusterName } from '../../../shared/domain/scope.ts';
import { noon } from '../../support/records.ts';

const [one, two, three] = ['one', 'two', 'three'] as RequestId[] as [RequestId, RequestId, RequestId];
const entry = { cluster: 'prod-eu' as ClusterName, principalArn: 'arn:aws:iam::111122223333:role/engineer' };
const deadline = secondsAfter(noon, 90);

function joined(lease: Lease | undefined, holder: RequestId): Lease {
  return acquire(lease, { ...entry, holder, newGeneration: `of-${holder}` }).lease;
}

const heldByOne = joined(undefined, one);
const heldByTwo = joined(heldByOne, two);

function left(lease: Lease | undefined, holder: RequestId, now = noon) {
  return release(lease, holder, now, secondsAfter(now, 90));
}

function deletingAfter(lease: Lease, holder: RequestId) {
  const released = left(lease, holder);
  if (released.outcome !== 'delete-entry') throw new Error('the last one out deletes');
  return released.lease;
}

describe('a lease', () => {
  it('begins with its first holder and a generation of its own', () => {
    expect(heldByOne).toEqual({ ...entry, state: 'held', holders: [one], generation: 'of-one', version: 1 });
  });

  it('is shared by the next holder, under the same generation', () => {
    expect(heldByTwo).toEqual({ ...heldByOne, holders: [one, two], version: 2 });
  });

  it('is not written again when a holder joins again', () => {
    expect(joined(heldByTwo, one)).toBe(heldByTwo);
  });

  it('stays while somebody holds it', () => {
    expect(left(heldByTwo, one)).toEqual({
      outcome: 'held-by-others',
      lease: { ...heldByTwo, holders: [two], version: 3 },
    });
  });

  it('is deleted by the last one out, who has a deadline', () => {
    expect(left(heldByOne, one)).toEqual({
      outcome: 'delete-entry',
      lease: {
        ...entry,
        ...{ generation: 'of-one', version: 2 },
        ...{ state: 'deleting', deleter: one, deadline, deleters: [2] },
      },
    });
  });

  it('is not let go of by someone who does not hold it', () => {
    expect(left(undefined, one)).toEqual({ outcome: 'not-held' });
    expect(left(heldByOne, three)).toEqual({ outcome: 'not-held' });
    expect(left(deletingAfter(heldByOne, one), three)).toEqual({ outcome: 'not-held' });
  });
});

describe('a lease that is being deleted', () => {
  const deleting = deletingAfter(heldByOne, one);

  it('is joined by nobody, not even by a former holder', () => {
    for (const holder of [one, two]) {
      expect(acquire(deleting, { ...entry, holder, newGeneration: 'new' })).toEqual({
        outcome: 'deleting',
        lease: deleting,
      });
    }
  });

  it('is forgotten at once by its only deleter, who saw the entry gone', () => {
    expect(finishDeleting(deleting, deleting, true)).toEqual({ outcome: 'remove', lease: deleting });
  });

  it('stays, with nobody under way, where EKS showed no entry', () => {
    expect(finishDeleting(deleting, deleting, false)).toEqual({
      outcome: 'write',
      lease: { ...deleting, version: 3, deleters: [] },
    });
  });

  it('taken up by two, is forgotten by whichever is done last', () => {
    const later = secondsAfter(noon, 10);
    const again = left(deleting, one, later);
    if (again.outcome !== 'delete-entry') throw new Error('its deleter goes on');
    const both = again.lease;
    expect(both).toMatchObject({ deleters: [2, 3], version: 3, deadline: secondsAfter(later, 90) });
    for (const [first, second] of [
      [deleting, both],
      [both, deleting],
    ] as const) {
      const after = finishDeleting(both, first, true);
      expect(after).toMatchObject({ outcome: 'write', lease: { deleters: [second.version], isGone: true } });
      if (after.outcome !== 'write') return;
      expect(finishDeleting(after.lease, second, false)).toMatchObject({ outcome: 'remove' });
    }
  });

  it('is no longer the business of a deleter whose lease went on without it', () => {
    const other = { ...deleting, generation: 'of-another' };
    for (const current of [undefined, takeOver(deleting, two), other, { ...deleting, deleters: [7] }]) {
      expect(finishDeleting(current, deleting, true)).toEqual({ outcome: 'nothing' });
    }
  });

  it('taken up by a deleter whose clock is behind, keeps the later deadline', () => {
    const behind = beginDeleting(deleting, one, secondsAfter(noon, -30), secondsAfter(deadline, -30));
    expect(behind.deadline).toBe(deadline);
  });

  it('taken up again by its deleter after the deadline, has one deleter again', () => {
    const late = secondsAfter(deadline, 1);
    expect(left(deleting, one, late)).toMatchObject({ lease: { deleter: one, deleters: [3] } });
  });

  it('taken over by a newcomer, is theirs alone, under the generation of the entry that may still stand', () => {
    const taken = takeOver(deleting, two);
    expect(taken).toEqual({ ...entry, state: 'held', holders: [two], generation: 'of-one', version: 3 });
    expect(left(taken, one)).toEqual({ outcome: 'not-held' });
  });
});
