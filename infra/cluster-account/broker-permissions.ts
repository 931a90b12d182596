import { type Conditions, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { leaseTag } from '../../shared/adapters/eks/access-entries.ts';
import type { Broker } from '../../shared/domain/estate.ts';

/** The clusters that a broker acts in, and the people whom it may let in. */
export interface BrokerReach {
  readonly clusters: readonly ReachedCluster[];
  /** ARNs of the roles and users that people hold; `*` stands for any text. */
  readonly people: readonly string[];
  /** ARNs of the access policies that roles of `access.yaml` are. */
  readonly policies: readonly string[];
}

export interface ReachedCluster {
  readonly arn: string;
  /** The ARN of every entry that it may have. */
  readonly entries: string;
  readonly namespaces: readonly string[];
}

/**
 * All that a broker may do in AWS. Nobody may update an entry, and no broker may do anything to an entry that is not
 * of the form that ours have. Which keys each action knows:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelastickubernetesservice.html
 */
export function brokerPermissions(broker: Broker, reach: BrokerReach): readonly PolicyStatement[] {
  switch (broker) {
    case 'granter':
      return [
        ...handfuls(reach.people).flatMap((people) => [
          allow(['eks:CreateAccessEntry'], clustersIn(reach), asOurs(people)),
          tagAtCreation(reach, people),
        ]),
        ...associate(reach),
      ];
    case 'revoker':
      // Fewer namespaces of a policy are an association too.
      return [
        allow(['eks:DeleteAccessEntry'], entriesIn(reach), tagged),
        ...associate(reach),
        ...disassociate(reach),
      ];
    case 'witness':
      return [
        allow(['eks:DescribeCluster', 'eks:ListAccessEntries'], clustersIn(reach)),
        allow(['eks:DescribeAccessEntry', 'eks:ListAssociatedAccessPolicies'], entriesIn(reach)),
      ];
  }
}

// EKS asks for this too where an entry is created with tags. Whether it tells of the entry then is not documented;
// where it does, as with an entry that stands, the entry must be of our form.
function tagAtCreation(reach: BrokerReach, people: readonly string[]): PolicyStatement {
  const { ArnLike, StringEquals, StringLike, ...others } = asOurs(people);
  const ifTold = {
    ArnLikeIfExists: ArnLike,
    StringEqualsIfExists: StringEquals,
    StringLikeIfExists: StringLike,
  };
  return allow(['eks:TagResource'], entriesIn(reach), { ...others, ...ifTold });
}

function associate(reach: BrokerReach): readonly PolicyStatement[] {
  const { policies, clusters } = reach;
  // An empty list would be refused by IAM; and where no role is a policy, none is to be associated.
  if (policies.length === 0) return [];
  return clusters.map(({ entries, namespaces }) =>
    allow(['eks:AssociateAccessPolicy'], [entries], {
      StringEquals: { ...tagged.StringEquals, 'eks:policyArn': policies, 'eks:accessScope': 'namespace' },
      Null: { ...tagged.Null, 'eks:namespaces': 'false' },
      'ForAllValues:StringEquals': { 'eks:namespaces': namespaces },
    }),
  );
}

function disassociate(reach: BrokerReach): readonly PolicyStatement[] {
  if (reach.policies.length === 0) return [];
  const StringEquals = { ...tagged.StringEquals, 'eks:policyArn': reach.policies };
  return [allow(['eks:DisassociateAccessPolicy'], entriesIn(reach), { ...tagged, StringEquals })];
}

/** So many ARNs, of 128 characters or so, still fit into one policy together with the clusters of an account. */
const handful = 25;

// A table of identities names each person's ARN, and the policy of one role must not grow with the company.
function handfuls(people: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(people.length / handful);
  return Array.from({ length: count }, (_, n) => people.slice(n * handful, (n + 1) * handful));
}

const clustersIn = ({ clusters }: BrokerReach) => clusters.map(({ arn }) => arn);
const entriesIn = ({ clusters }: BrokerReach) => clusters.map(({ entries }) => entries);

/** An entry of people's, without groups, that is made with our tag and no other. */
function asOurs(people: readonly string[]) {
  return {
    ...ofPeople(people),
    Null: { 'eks:kubernetesGroups': 'true', [`aws:RequestTag/${leaseTag}`]: 'false' },
    'ForAllValues:StringEquals': { 'aws:TagKeys': [leaseTag] },
  };
}

/**
 * An entry that carries our tag, which nobody but the granter gives. Nothing else of it is looked at: one that somebody
 * changed, or whose people `access.yaml` no longer has, must go all the same.
 */
const tagged = {
  StringEquals: { 'eks:accessEntryType': 'STANDARD' },
  Null: { [`aws:ResourceTag/${leaseTag}`]: 'false' },
};

// Without the condition on whom, a granter that was taken over could let in a stranger's role under our usernames.
function ofPeople(people: readonly string[]) {
  return {
    ArnLike: { 'eks:principalArn': [...people] },
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
