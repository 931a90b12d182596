import {
  CreateAccessEntryCommand,
  DeleteAccessEntryCommand,
  DescribeAccessEntryCommand,
  InvalidParameterException,
  InvalidRequestException,
  paginateListAccessEntries,
  ResourceInUseException,
  ResourceLimitExceededException,
  ResourceNotFoundException,
} from '@aws-sdk/client-eks';
import * as z from 'zod';
import type { Broker } from '../../domain/estate.ts';
import { entryUsername } from '../../domain/identify.ts';
import type { Principal } from '../../domain/person.ts';
import type { ClusterRef, Target } from '../../domain/request.ts';
import type { AccessEntries, AccessEntry } from '../../usecases/cluster-ports.ts';
import { EntryLimitError, NoAccessEntriesError, PrincipalRefusedError } from '../../usecases/errors.ts';
import { awsFailure } from '../sts/aws-failure.ts';
import type { BrokerSessions } from '../sts/broker-sessions.ts';
import { eksClient } from './eks-client.ts';

/** The tag that makes an entry ours; its value is the lease's generation. */
export const leaseTag = 'k8s-access/lease';

/** The access entries of EKS clusters: the witness describes, the granter creates, the revoker deletes. */
export function accessEntries(sessions: BrokerSessions): AccessEntries {
  return {
    describe: (target, principalArn) => describe(sessions, target, principalArn),
    create: (target, principal, generation) => create(sessions, target, principal, generation),
    delete: (target, principalArn) => remove(sessions, target, principalArn),
    list: (target) => list(sessions, target),
  };
}

const described = z.object({
  accessEntry: z.object({
    principalArn: z.string(),
    type: z.string(),
    username: z.string(),
    kubernetesGroups: z.array(z.string()).default([]),
    tags: z.record(z.string(), z.string()).default({}),
  }),
});

async function describe(
  sessions: BrokerSessions,
  target: ClusterRef,
  principalArn: string,
): Promise<AccessEntry | undefined> {
  const client = await eksClient(sessions, target, 'witness');
  try {
    const command = new DescribeAccessEntryCommand({ clusterName: target.cluster, principalArn });
    const { accessEntry } = described.parse(await client.send(command));
    return {
      principalArn: accessEntry.principalArn,
      type: accessEntry.type,
      username: accessEntry.username,
      groups: accessEntry.kubernetesGroups,
      generation: accessEntry.tags[leaseTag],
    };
  } catch (error) {
    if (error instanceof ResourceNotFoundException || takesNoEntries(error)) return undefined;
    throw failure('DescribeAccessEntry', target, 'witness', principalArn, error);
  }
}

async function create(
  sessions: BrokerSessions,
  target: Target,
  principal: Principal,
  generation: string,
): Promise<void> {
  // Once: of two calls the first could land after the second was refused.
  const client = await eksClient(sessions, target, 'granter', 1);
  const command = new CreateAccessEntryCommand({
    clusterName: target.cluster,
    principalArn: principal.arn,
    type: 'STANDARD',
    username: entryUsername(principal),
    tags: { [leaseTag]: generation },
  });
  try {
    await client.send(command);
  } catch (error) {
    if (error instanceof ResourceInUseException) return;
    throw (
      creationProblem(error, principal.arn, target.cluster) ??
      failure('CreateAccessEntry', target, 'granter', principal.arn, error)
    );
  }
}

// https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAccessEntry.html. A principal that IAM does not have is
// refused as an invalid parameter ("The specified principalArn is invalid: invalid principal."); all others are ours.
function creationProblem(cause: unknown, arn: string, cluster: string): Error | undefined {
  if (takesNoEntries(cause)) {
    return new NoAccessEntriesError(
      `Cluster ${cluster} takes no access entries: its authentication mode is CONFIG_MAP. Make it API_AND_CONFIG_MAP with \`aws eks update-cluster-config\`.`,
      { cause },
    );
  }
  if (cause instanceof ResourceLimitExceededException) {
    return new EntryLimitError(`${cluster} takes no more access entries: ${cause.message}`, { cause });
  }
  if (cause instanceof InvalidParameterException) {
    return new PrincipalRefusedError(`EKS makes no access entry for ${arn}: ${cause.message}`, { cause });
  }
  return undefined;
}

async function remove(sessions: BrokerSessions, target: ClusterRef, principalArn: string): Promise<void> {
  const client = await eksClient(sessions, target, 'revoker', 1);
  try {
    await client.send(new DeleteAccessEntryCommand({ clusterName: target.cluster, principalArn }));
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return;
    throw failure('DeleteAccessEntry', target, 'revoker', principalArn, error);
  }
}

const listed = z.object({ accessEntries: z.array(z.string()).default([]) });

async function list(sessions: BrokerSessions, ref: ClusterRef): Promise<readonly string[]> {
  const client = await eksClient(sessions, ref, 'witness');
  const found: string[] = [];
  try {
    for await (const page of paginateListAccessEntries({ client }, { clusterName: ref.cluster })) {
      found.push(...listed.parse(page).accessEntries);
    }
    return found;
  } catch (error) {
    if (takesNoEntries(error)) return [];
    throw failure('ListAccessEntries', ref, 'witness', 'all', error);
  }
}

// EKS says this of every operation on entries while a cluster's mode is CONFIG_MAP, to which none ever goes back: so it
// has no entry that anybody made. The name alone can mean something else.
function takesNoEntries(error: unknown): boolean {
  return error instanceof InvalidRequestException && error.message.includes('authentication mode');
}

function failure(
  operation: string,
  target: ClusterRef,
  broker: Broker,
  principalArn: string,
  error: unknown,
) {
  return awsFailure(
    `EKS ${operation} of ${principalArn} in ${target.cluster}`,
    target.brokers[broker],
    error,
  );
}
