import { describe, expect, it } from 'vitest';
import { type BrokerReach, brokerPermissions } from '../../infra/cluster-account/broker-permissions.ts';
import type { Broker } from '../../shared/domain/estate.ts';

const view = 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy';
const eks = 'arn:aws:eks:eu-central-1:111122223333';
const reach: BrokerReach = {
  clusters: [
    {
      arn: `${eks}:cluster/prod-eu`,
      entries: `${eks}:access-entry/prod-eu/*`,
      namespaces: ['payments', 'checkout'],
    },
  ],
  people: ['arn:aws:iam::111122223333:role/people/*'],
  policies: [view],
};

/** What the broker may do with the policies of entries. */
const associations = (broker: Broker, within = reach) =>
  brokerPermissions(broker, within)
    .map((statement) => statement.toStatementJson())
    .filter(({ Action }) => /sociateAccessPolicy/.test(JSON.stringify(Action)));

const tag = { 'aws:ResourceTag/k8s-access/lease': 'false' };
const associate = {
  Effect: 'Allow',
  Action: 'eks:AssociateAccessPolicy',
  Resource: `${eks}:access-entry/prod-eu/*`,
  Condition: {
    StringEquals: {
      'eks:accessEntryType': 'STANDARD',
      'eks:policyArn': [view],
      'eks:accessScope': 'namespace',
    },
    Null: { ...tag, 'eks:namespaces': 'false' },
    'ForAllValues:StringEquals': { 'eks:namespaces': ['payments', 'checkout'] },
  },
};
const disassociate = {
  Effect: 'Allow',
  Action: 'eks:DisassociateAccessPolicy',
  Resource: `${eks}:access-entry/prod-eu/*`,
  Condition: { StringEquals: { 'eks:accessEntryType': 'STANDARD', 'eks:policyArn': [view] }, Null: tag },
};

describe('access policies', () => {
  it('the granter associates those of the roles, with entries of ours, in managed namespaces', () => {
    expect(associations('granter')).toEqual([associate]);
  });

  it('the revoker takes them away, whole or by namespaces', () => {
    expect(associations('revoker')).toEqual([associate, disassociate]);
  });

  it('the witness changes none', () => {
    expect(associations('witness')).toEqual([]);
  });

  it('where no role is one, no broker touches any', () => {
    const without = { ...reach, policies: [] };
    expect([...associations('granter', without), ...associations('revoker', without)]).toEqual([]);
  });
});
