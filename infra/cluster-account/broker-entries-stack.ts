import { Stack } from 'aws-cdk-lib';
import { CfnAccessEntry } from 'aws-cdk-lib/aws-eks';
import type { Construct } from 'constructs';
import { brokersIn, type Cluster, type Estate } from '../../shared/domain/estate.ts';
import { brokerEntries } from '../cluster/broker-entries.ts';
import { prefixOf } from '../names.ts';

export interface BrokerEntriesProps {
  readonly stage: string;
  readonly account: string;
  readonly region: string;
  readonly clusters: readonly Cluster[];
  readonly estate: Estate;
}

/** The access entries through which the clusters of one account and region know the brokers. */
export class BrokerEntriesStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { stage, account, region, clusters, estate }: BrokerEntriesProps,
  ) {
    super(scope, id, {
      stackName: `${prefixOf(stage)}-broker-entries`,
      description: 'k8s-access: how the clusters of this region know the broker',
      terminationProtection: true,
      env: { account, region },
    });
    for (const cluster of clusters) {
      for (const { principalArn, username, groups } of brokerEntries(cluster, brokersIn(estate, cluster))) {
        new CfnAccessEntry(this, `${cluster.name}-${username}`, {
          clusterName: cluster.name,
          principalArn,
          type: 'STANDARD',
          username,
          kubernetesGroups: [...groups],
        });
      }
    }
  }
}
