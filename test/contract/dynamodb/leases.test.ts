import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoLeases } from '../../../shared/adapters/dynamodb/leases.ts';
import { dynamoPolicyLeases } from '../../../shared/adapters/dynamodb/policy-leases.ts';
import type { Table } from '../../../shared/adapters/dynamodb/table.ts';
import { parseAccessPolicyArn } from '../../../shared/domain/grant.ts';
import { acquire, release } from '../../../shared/domain/lease.ts';
import { addShare, settleChange } from '../../../shared/domain/policy-lease.ts';
import { parseNamespace } from '../../../shared/domain/scope.ts';
import { StaleRecordError } from '../../../shared/usecases/errors.ts';
import { fresh, startTable } from '../../support/dynamodb.ts';
import { minutesAfterNoon, must } from '../../support/records.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ table, stop } = await startTable());
});
afterAll(() => stop());

describe('a lease', () => {
  const arn = 'arn:aws:iam::111122223333:role/people';
  const join = (lease: Parameters<typeof acquire>[0], holder: ReturnType<typeof fresh>['request']) => {
    const { cluster } = holder.target;
    const acquired = acquire(lease, {
      cluster,
      principalArn: arn,
      holder: holder.id,
      newGeneration: holder.id,
    });
    if (acquired.outcome !== 'held') throw new Error('it is being deleted');
    return acquired.lease;
  };

  it('is started by one of two, and the other is told that it came late', async () => {
    const leases = dynamoLeases(table);
    const [one, other] = [join(undefined, fresh().request), join(undefined, fresh().request)];
    const outcomes = await Promise.allSettled([leases.write(one), leases.write(other)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const held = await leases.find(one.cluster, arn);
    expect([one, other]).toContainEqual(held);
    if (held !== undefined) await leases.remove(held);
  });

  // Found by the fault simulation.
  it('that was begun anew is not written over by what was long on its way to the one before', async () => {
    const leases = dynamoLeases(table);
    const first = join(undefined, fresh().request);
    const late = join(first, fresh().request);
    await leases.write(first);
    await leases.remove(first);
    const next = join(undefined, fresh().request);
    await leases.write(next);
    await expect(leases.write(late)).rejects.toBeInstanceOf(StaleRecordError);
    await expect(leases.remove(first)).rejects.toBeInstanceOf(StaleRecordError);
    expect(await leases.find(next.cluster, arn)).toEqual(next);
    await leases.remove(next);
  });

  it('of an access policy is read back as it was written, and written over what was read alone', async () => {
    const leases = dynamoPolicyLeases(table);
    const { request } = fresh();
    const policyArn = must(
      parseAccessPolicyArn('arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy'),
    );
    const on = { cluster: request.scope.cluster, principalArn: arn, policyArn };
    const share = { request: request.id, namespaces: [must(parseNamespace('payments'))] as const };
    const begun = addShare(undefined, on, share, { now: minutesAfterNoon(1), deadline: minutesAfterNoon(2) });
    if (begun.outcome !== 'change') throw new Error('the first share is a change');
    await leases.write(begun.lease);
    await expect(leases.write(begun.lease)).rejects.toBeInstanceOf(StaleRecordError);
    expect(await leases.find(on)).toEqual(begun.lease);
    const settled = settleChange(begun.lease);
    if (settled === undefined) throw new Error('a share is left');
    await leases.write(settled);
    expect(await leases.find(on)).toEqual(settled);
    await expect(leases.remove(begun.lease)).rejects.toBeInstanceOf(StaleRecordError);
    await leases.remove(settled);
    expect(await leases.find(on)).toBeUndefined();
  });

  it('is removed only at the version that was read', async () => {
    const leases = dynamoLeases(table);
    const { request } = fresh();
    const held = join(undefined, request);
    await leases.write(held);
    const deleting = release(held, request.id, minutesAfterNoon(1), minutesAfterNoon(2));
    if (deleting.outcome !== 'delete-entry') throw new Error('the last one out deletes');
    await leases.write(deleting.lease);
    await expect(leases.remove(held)).rejects.toBeInstanceOf(StaleRecordError);
    expect(await leases.find(held.cluster, arn)).toEqual(deleting.lease);
    await leases.remove(deleting.lease);
    expect(await leases.find(held.cluster, arn)).toBeUndefined();
  });
});
