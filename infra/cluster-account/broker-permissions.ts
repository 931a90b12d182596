import { type Conditions, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { leaseTag } from '../../shared/adapters/eks/access-entries.ts';
import type { Broker } from '../../shared/domain/estate.ts';

/** The clusters that a broker acts in, and the people whom it may let in. */
export interface BrokerReach {
  /** ARNs. */
  readonly clusters: readonly string[];
  /** ARNs of every entry that those clusters may have. */
  readonly entries: readonly string[];
  /** ARNs of the roles that people hold; `*` stands for any text. */
  readonly people: readonly string[];
}

/**
 * All that a broker may do in AWS. Nobody may update an entry, and no broker may do anything to an entry that is not
 * of the form that ours have. Which keys each action knows:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelastickubernetesservice.html
 */
export function brokerPermissions(broker: Broker, reach: BrokerReach): readonly PolicyStatement[] {
  switch (broker) {
    case 'granter':
      return [allow(['eks:CreateAccessEntry'], reach.clusters, asOurs(reach)), tagAtCreation(reach)];
    case 'revoker':
      return [allow(['eks:DeleteAccessEntry'], reach.entries, standingAsOurs(reach))];
    case 'witness':
      return [
        allow(['eks:DescribeCluster', 'eks:ListAccessEntries'], reach.clusters),
        allow(['eks:DescribeAccessEntry', 'eks:ListAssociatedAccessPolicies'], reach.entries),
      ];
  }
}

// EKS asks for this too where an entry is created with tags. Whether it tells of the entry then is not documented;
// where it does, as with an entry that stands, the entry must be of our form.
function tagAtCreation(reach: BrokerReach): PolicyStatement {
  const { ArnLike, StringEquals, StringLike, ...others } = asOurs(reach);
  const ifTold = {
    ArnLikeIfExists: ArnLike,
    StringEqualsIfExists: StringEquals,
    StringLikeIfExists: StringLike,
  };
  return allow(['eks:TagResource'], reach.entries, { ...others, ...ifTold });
}

/** An entry of people's, without groups, that is made with our tag and no other. */
function asOurs(reach: BrokerReach) {
  return {
    ...ofPeople(reach),
    Null: { 'eks:kubernetesGroups': 'true', [`aws:RequestTag/${leaseTag}`]: 'false' },
    'ForAllValues:StringEquals': { 'aws:TagKeys': [leaseTag] },
  };
}

/** The same entry as it stands. Groups are not looked at: one whose groups somebody changed must go all the same. */
function standingAsOurs(reach: BrokerReach) {
  return { ...ofPeople(reach), Null: { [`aws:ResourceTag/${leaseTag}`]: 'false' } };
}

// Without the condition on whom, a granter that was taken over could let in a stranger's role under our usernames.
function ofPeople({ people }: BrokerReach) {
  return {
    ArnLike: { 'eks:principalArn': people },
    StringEquals: { 'eks:accessEntryType': 'STANDARD' },
    StringLike: { 'eks:username': 'k8s-access:*' },
  };
}

function allow(
  actions: string[],
  resources: readonly string[],
  conditions: Conditions = {},
): PolicyStatement {
  return new PolicyStatement({ actions, resources: [...resources], conditions });
}
