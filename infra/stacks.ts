import type { App } from 'aws-cdk-lib';
import { BrokerEntriesStack } from './cluster-account/broker-entries-stack.ts';
import { BrokerRolesStack } from './cluster-account/broker-roles-stack.ts';
import { byRegion, clusterAccounts, networksOf } from './cluster-account/cluster-accounts.ts';
import { ClusterCallsStack } from './cluster-account/cluster-calls-stack.ts';
import type { InfraConfig } from './config.ts';
import { ControlPlaneStack } from './control-plane-stack.ts';
import type { CodeSource } from './function-code.ts';

/** All that is deployed: the control plane, and in each account that has clusters what lets it in. */
export function addStacks(app: App, config: InfraConfig, code: CodeSource): void {
  new ControlPlaneStack(app, 'ControlPlane', { config, code });
  addClusterAccounts(app, config, code);
}

/** What each account that has clusters needs, whatever account the control plane is in. */
export function addClusterAccounts(app: App, config: InfraConfig, code: CodeSource): void {
  const { stage, access } = config;
  for (const clusterAccount of clusterAccounts(access.estate)) {
    const { account } = clusterAccount;
    const roles = new BrokerRolesStack(app, `Brokers-${account}`, clusterAccount, config);
    for (const [region, clusters] of byRegion(clusterAccount)) {
      const entries = new BrokerEntriesStack(app, `BrokerEntries-${account}-${region}`, {
        ...{ stage, account, region, clusters, estate: access.estate },
      });
      // EKS refuses an entry for a role that does not exist.
      entries.addStackDependency(roles);
      const networks = networksOf(clusters);
      if (networks.length === 0) continue;
      new ClusterCallsStack(app, `ClusterCalls-${account}-${region}`, {
        ...{ account, region, networks, config, code },
      });
    }
  }
}
