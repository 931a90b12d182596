import { Aws, Stack } from 'aws-cdk-lib';
import {
  AccountPrincipal,
  type IPrincipal,
  ManagedPolicy,
  PolicyDocument,
  type PolicyStatement,
  Role,
} from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { AccessConfig } from '../../shared/config/access-config.ts';
import type { Broker, Cluster, Estate } from '../../shared/domain/estate.ts';
import { functionsActingAs } from '../acts-as.ts';
import { type InfraConfig, InfraConfigError } from '../config.ts';
import { prefixOf } from '../names.ts';
import { peopleArns } from '../people-arns.ts';
import { type BrokerReach, brokerPermissions } from './broker-permissions.ts';
import type { BrokerRole, ClusterAccount } from './cluster-accounts.ts';
import { type PackedStatements, packStatements } from './policy-pack.ts';

/** The brokers' roles in one account that has clusters. IAM knows no regions, so it lies in that of the first cluster. */
export class BrokerRolesStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { account, clusters, roles }: ClusterAccount,
    config: InfraConfig,
  ) {
    super(scope, id, {
      stackName: `${prefixOf(config.stage)}-brokers`,
      description: "k8s-access: what the broker may do in this account's clusters",
      terminationProtection: true,
      env: { account, region: clusters[0].region },
    });
    for (const role of roles) this.addRole(role, config);
  }

  private addRole(brokerRole: BrokerRole, config: InfraConfig): void {
    const { broker, name, path, clusters } = brokerRole;
    const { inline, managed } = this.pack(
      brokerRole,
      brokerPermissions(broker, this.reachOf(clusters, config.access)),
    );
    const role = new Role(this, `${name}`, {
      roleName: name,
      path,
      description: descriptions[broker],
      assumedBy: this.trusted(brokerRole, config),
      inlinePolicies: { broker: new PolicyDocument({ statements: [...inline] }) },
    });
    for (const [index, statements] of managed.entries()) {
      new ManagedPolicy(this, `${name}-${index + 2}`, { roles: [role], statements: [...statements] });
    }
  }

  private pack({ name, clusters }: BrokerRole, statements: readonly PolicyStatement[]): PackedStatements {
    const sizeOf = (statement: PolicyStatement) =>
      JSON.stringify(this.resolve(statement.toStatementJson())).replaceAll(/\s/g, '').length;
    const packed = packStatements(statements, sizeOf);
    if (packed !== undefined) return packed;
    throw new InfraConfigError(
      `${name}: what this role may do does not fit into IAM's policies; it acts in ${clusters.length} clusters, for every person whom a table of identities names. Give people one shared role or roles named after them (docs/identity.md), or give some clusters broker roles of their own.`,
    );
  }

  // Named by condition and not as principals: those must exist before they can be trusted, and a function's role that
  // was made anew would no longer be the one that is trusted, although it has its name.
  private trusted({ broker, externalId }: BrokerRole, { stage, env, operatorRole }: InfraConfig): IPrincipal {
    const account = env?.account ?? Aws.ACCOUNT_ID;
    const functions = functionsActingAs(broker).map((name) =>
      this.formatArn({
        ...{ service: 'iam', region: '', account },
        ...{ resource: 'role', resourceName: `${prefixOf(stage)}-${name}` },
      }),
    );
    const operators = broker === 'witness' && operatorRole !== undefined ? [operatorRole] : [];
    return new AccountPrincipal(account).withConditions({
      ArnEquals: { 'aws:PrincipalArn': [...functions, ...operators] },
      // So that CloudTrail joins to our audit trail: shared/adapters/sts/broker-sessions.ts
      StringLike: { 'sts:RoleSessionName': 'k8s-access-*' },
      ...(externalId !== undefined && { StringEquals: { 'sts:ExternalId': externalId } }),
    });
  }

  private reachOf(clusters: readonly Cluster[], { identities, estate }: AccessConfig): BrokerReach {
    const arn = (resource: string, { region }: Cluster, resourceName: string) =>
      this.formatArn({ service: 'eks', region, resource, resourceName });
    return {
      clusters: clusters.map((cluster) => ({
        arn: arn('cluster', cluster, cluster.name),
        // An entry's ARN ends in a UUID that nobody knows beforehand.
        entries: arn('access-entry', cluster, `${cluster.name}/*`),
        namespaces: cluster.namespaces,
      })),
      people: peopleArns(identities),
      policies: accessPolicies(estate),
    };
  }
}

function accessPolicies({ roles }: Estate): readonly string[] {
  const arns = [...roles.values()].flatMap(({ grant }) =>
    grant.kind === 'access-policy' ? [grant.arn] : [],
  );
  return [...new Set(arns)].sort();
}

const descriptions: Readonly<Record<Broker, string>> = {
  granter: 'k8s-access: may let people in, and nothing else',
  revoker: 'k8s-access: may take away what the granter made, and nothing else',
  witness: 'k8s-access: may only ask',
};
