import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { RequestId } from '../../domain/ids.ts';
import type { Account } from '../../domain/person.ts';
import type { PolicyOnEntry } from '../../domain/policy-lease.ts';
import type { MessageRef, StatusWord } from '../../domain/request.ts';

/** The one table, reached through the document client. */
export interface Table {
  readonly name: string;
  readonly client: DynamoDBDocumentClient;
}

export const requesterIndex = 'byRequester';
/** Holds what is not over yet, by status: sparse, so it stays small however many requests there were. */
export const statusIndex = 'byStatus';

/** Opens the table. Region and endpoint come from the environment that the SDK reads itself. */
export function openTable(name: string): Table {
  // Short time-outs: a call that hangs would eat the three seconds that Slack gives.
  const client = new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 2000 },
  });
  const translated = DynamoDBDocumentClient.from(client, {
    marshallOptions: { removeUndefinedValues: true },
  });
  return { name, client: translated };
}

/** Seconds since the epoch, after which DynamoDB removes the item. */
export const timeToLiveAttribute = 'ttl';

export const requestKey = (id: RequestId) => ({ pk: `REQUEST#${id}`, sk: 'RECORD' });

// Zero-padded, so that key order is the order of the events.
export const eventKey = (id: RequestId, seq: number) => ({
  pk: `REQUEST#${id}`,
  sk: `${eventPrefix}${String(seq).padStart(6, '0')}`,
});
export const eventPrefix = 'EVENT#';

export const noticeKey = (id: RequestId, status: string) => ({ pk: `REQUEST#${id}`, sk: `TOLD#${status}` });

export const shownKey = (id: RequestId, { channel, ts }: MessageRef) => ({
  pk: `REQUEST#${id}`,
  sk: `SHOWN#${channel}#${ts}`,
});

export const leaseKey = (cluster: string, principalArn: string) => ({
  pk: `LEASE#${cluster}`,
  sk: principalArn,
});

/** Beside the leases of entries, which are read a cluster at a time. */
export const policyLeaseKey = ({ cluster, principalArn, policyArn }: PolicyOnEntry) => ({
  pk: policyLeasesIn(cluster),
  sk: `${principalArn} ${policyArn}`,
});

/** The partition of a cluster's leases of access policies. */
export const policyLeasesIn = (cluster: string) => `LEASE#${cluster}#POLICIES`;

export const clusterKey = (cluster: string) => ({ pk: `CLUSTER#${cluster}`, sk: 'WATCH' });

export const clusterEventKey = (cluster: string, seq: number) => ({
  pk: `CLUSTER#${cluster}`,
  sk: `${eventPrefix}${String(seq).padStart(6, '0')}`,
});

export const linkKey = (account: Account) => ({ pk: linkPartition(account), sk: 'LINK' });

export const linkEventKey = (account: Account, seq: number) => ({
  pk: linkPartition(account),
  sk: `${eventPrefix}${String(seq).padStart(6, '0')}`,
});

const linkPartition = ({ teamId, userId }: Account) => `ACCOUNT#${teamId}#${userId}`;

/** Whose an AWS identity is. @param key as `pinKey` makes it */
export const pinItemKey = (key: string) => ({ pk: `PIN#${key}`, sk: 'HOLDER' });

export const linkCodeKey = (hash: string) => ({ pk: `LINKCODE#${hash}`, sk: 'CODE' });

/** How far the days of the audit trail are sealed. */
export const sealKey = { pk: 'AUDIT', sk: 'SEALING' };

export const callsPrefix = 'CALLS';

/** What a window's holder did: a part of it, or without one whether there is something to tell. */
export const callsKey = (id: RequestId, part?: string) => ({
  pk: requestKey(id).pk,
  sk: part === undefined ? callsPrefix : `${callsPrefix}#${part}`,
});

/** Stands for a status in the index: over, and a review is still to come. */
export const unreviewed = 'unreviewed';

export const statusKey = (status: StatusWord | typeof unreviewed | 'calls-untold') => `STATUS#${status}`;

export const requesterKey = ({ teamId, userId }: { readonly teamId: string; readonly userId: string }) =>
  `REQUESTER#${teamId}#${userId}`;
