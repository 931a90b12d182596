import { DescribeClusterCommand } from '@aws-sdk/client-eks';
import * as z from 'zod';
import type { Target } from '../../domain/request.ts';
import { awsFailure } from '../sts/aws-failure.ts';
import type { BrokerSessions } from '../sts/broker-sessions.ts';
import { eksClient } from './eks-client.ts';

/** How EKS says that a cluster is, in its own words: https://docs.aws.amazon.com/eks/latest/APIReference/API_Cluster.html */
export interface ClusterState {
  /** Such as `ACTIVE` or `UPDATING`. */
  readonly status: string;
  /** `API`, `API_AND_CONFIG_MAP` or `CONFIG_MAP`. */
  readonly authenticationMode: string;
  /** Of Kubernetes, such as `1.33`. */
  readonly version: string;
}

// A cluster from before there were modes tells none, and has only the ConfigMap.
const described = z.object({
  cluster: z.object({
    status: z.string(),
    version: z.string(),
    accessConfig: z.object({ authenticationMode: z.string() }).default({ authenticationMode: 'CONFIG_MAP' }),
  }),
});

/** Asks EKS, as the witness, how the cluster is. @throws DependencyError */
export async function clusterState(sessions: BrokerSessions, target: Target): Promise<ClusterState> {
  const client = await eksClient(sessions, target, 'witness');
  try {
    const { cluster } = described.parse(
      await client.send(new DescribeClusterCommand({ name: target.cluster })),
    );
    const { status, version, accessConfig } = cluster;
    return { status, version, authenticationMode: accessConfig.authenticationMode };
  } catch (error) {
    throw awsFailure(`EKS DescribeCluster of ${target.cluster}`, target.brokers.witness, error);
  }
}
