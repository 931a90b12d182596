import { DescribeClusterCommand } from '@aws-sdk/client-eks';
import * as z from 'zod';
import type { ClusterRef } from '../../domain/request.ts';
import { awsFailure } from '../sts/aws-failure.ts';
import type { BrokerSessions } from '../sts/broker-sessions.ts';
import { eksClient } from './eks-client.ts';

/** Where a cluster's API server answers, and who signs its certificate. */
export interface ClusterAddress {
  readonly endpoint: string;
  readonly caPem: string;
}

// A cluster that is still being created has neither.
const described = z.object({
  cluster: z.object({
    endpoint: z.url(),
    certificateAuthority: z.object({ data: z.base64().min(1) }),
  }),
});

/** Asks EKS, as the witness, where the cluster is. @throws DependencyError */
export async function describeCluster(sessions: BrokerSessions, target: ClusterRef): Promise<ClusterAddress> {
  const client = await eksClient(sessions, target, 'witness');
  try {
    const answer = await client.send(new DescribeClusterCommand({ name: target.cluster }));
    const { cluster } = described.parse(answer);
    return {
      endpoint: cluster.endpoint,
      caPem: Buffer.from(cluster.certificateAuthority.data, 'base64').toString('utf8'),
    };
  } catch (error) {
    throw awsFailure(`EKS DescribeCluster of ${target.cluster}`, target.brokers.witness, error);
  }
}
