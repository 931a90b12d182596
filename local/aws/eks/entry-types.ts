interface NodeDefaults {
  readonly username: string;
  readonly groups: readonly string[];
}

const byPrivateDnsName = 'system:node:{{EC2PrivateDNSName}}';
const bySessionName = 'system:node:{{SessionName}}';

/**
 * The entry types for nodes, with the username and the groups that EKS gives them; nothing else may be said of them.
 * Source: EKS User Guide, "Create access entries", and what the service answers for each.
 */
export const NODE_TYPES: Readonly<Record<string, NodeDefaults>> = {
  EC2: { username: byPrivateDnsName, groups: ['system:nodes'] },
  EC2_LINUX: { username: byPrivateDnsName, groups: ['system:nodes'] },
  EC2_WINDOWS: { username: byPrivateDnsName, groups: ['eks:kube-proxy-windows', 'system:nodes'] },
  FARGATE_LINUX: {
    username: bySessionName,
    groups: ['system:bootstrappers', 'system:node-proxier', 'system:nodes'],
  },
  HYBRID_LINUX: { username: bySessionName, groups: ['system:nodes'] },
  HYPERPOD_LINUX: { username: bySessionName, groups: ['system:nodes'] },
};

export const STANDARD = 'STANDARD';
