import {
  AssociateAccessPolicyCommand,
  DisassociateAccessPolicyCommand,
  ListAssociatedAccessPoliciesCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-eks';
import * as z from 'zod';
import type { Broker } from '../../domain/estate.ts';
import type { Target } from '../../domain/request.ts';
import type { AccessPolicies, Association } from '../../usecases/policy-ports.ts';
import { awsFailure } from '../sts/aws-failure.ts';
import type { BrokerSessions } from '../sts/broker-sessions.ts';
import { eksClient } from './eks-client.ts';

/** The access policies of entries: the witness lists, the granter and the revoker associate, the revoker dissociates. */
export function accessPolicies(sessions: BrokerSessions): AccessPolicies {
  return {
    find: (target, principalArn, policyArn) => find(sessions, target, principalArn, policyArn),
    associate: async (target, principalArn, policyArn, namespaces, broker) => {
      const client = await eksClient(sessions, target, broker, 1);
      const accessScope = { type: 'namespace' as const, namespaces: [...namespaces] };
      const on = { clusterName: target.cluster, principalArn, policyArn };
      try {
        await client.send(new AssociateAccessPolicyCommand({ ...on, accessScope }));
      } catch (error) {
        throw failure('AssociateAccessPolicy', target, broker, policyArn, error);
      }
    },
    dissociate: async (target, principalArn, policyArn) => {
      const client = await eksClient(sessions, target, 'revoker', 1);
      const on = { clusterName: target.cluster, principalArn, policyArn };
      try {
        await client.send(new DisassociateAccessPolicyCommand(on));
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return;
        throw failure('DisassociateAccessPolicy', target, 'revoker', policyArn, error);
      }
    },
  };
}

const listed = z.object({
  associatedAccessPolicies: z.array(
    z.object({
      policyArn: z.string(),
      accessScope: z.object({
        type: z.enum(['cluster', 'namespace']),
        namespaces: z.array(z.string()).default([]),
      }),
    }),
  ),
  nextToken: z.string().nullish(),
});

async function find(
  sessions: BrokerSessions,
  target: Target,
  principalArn: string,
  policyArn: string,
): Promise<Association | undefined> {
  const client = await eksClient(sessions, target, 'witness');
  let nextToken: string | undefined;
  try {
    do {
      const on = { clusterName: target.cluster, principalArn, nextToken };
      const page = listed.parse(await client.send(new ListAssociatedAccessPoliciesCommand(on)));
      const found = page.associatedAccessPolicies.find((one) => one.policyArn === policyArn);
      if (found !== undefined) {
        const { type, namespaces } = found.accessScope;
        return type === 'cluster' ? {} : { namespaces };
      }
      nextToken = page.nextToken ?? undefined;
    } while (nextToken !== undefined);
    return undefined;
  } catch (error) {
    // An entry that is gone took its associations along.
    if (error instanceof ResourceNotFoundException) return undefined;
    throw failure('ListAssociatedAccessPolicies', target, 'witness', principalArn, error);
  }
}

function failure(operation: string, target: Target, broker: Broker, what: string, error: unknown) {
  return awsFailure(`EKS ${operation} of ${what} in ${target.cluster}`, target.brokers[broker], error);
}
