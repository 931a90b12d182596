import * as z from 'zod';
import { adoptedPrefixPattern, parseAdoptedPrefix } from '../domain/adopted-usernames.ts';
import { invalid } from '../domain/brand.ts';
import { accessPolicyArnPattern, parseAccessPolicyArn } from '../domain/grant.ts';
import { clusterNamePattern, namespacePattern, parseNamespace, roleNamePattern } from '../domain/scope.ts';
import { breakGlassSchema } from './break-glass-schema.ts';
import { identitySchema } from './identity-schema.ts';
import { parsed } from './parsed.ts';
import { formed, handle, pagedService, some, word } from './parts.ts';
import { ruleSchema, scheduleName } from './rule-schema.ts';

const roleArn = z
  .string()
  .regex(
    /^arn:aws(-[a-z]+)*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    'Write the ARN of an IAM role, such as arn:aws:iam::111122223333:role/name.',
  );

const clusterKey = formed(clusterNamePattern);
const roleKey = formed(roleNamePattern);
// Whoever changes what runs in these namespaces becomes what runs there: a controller with rights over the cluster.
const controllersNamespaces: ReadonlySet<string> = new Set([
  ...['amazon-cloudwatch', 'argo-cd', 'argocd', 'calico-system', 'cert-manager', 'crossplane-system'],
  ...['external-secrets', 'flux-system', 'gatekeeper-system', 'istio-system', 'karpenter', 'kyverno'],
  ...['linkerd', 'tigera-operator', 'vault'],
]);

const managedNamespace = parsed((input) => {
  if (input.startsWith('kube-')) {
    return invalid(
      `Namespace ${input} belongs to the cluster itself, and access to it is never given. Remove it.`,
    );
  }
  if (controllersNamespaces.has(input)) {
    return invalid(
      `Namespace ${input} holds a controller with rights over the whole cluster, and whoever changes what runs there has them too. Remove it.`,
    );
  }
  return parseNamespace(input);
}, formed(namespacePattern));

const lambdaArn = z
  .string()
  .regex(
    /^arn:aws(-[a-z]+)*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]{1,64}$/,
    'Write the ARN of a Lambda function, such as arn:aws:lambda:eu-central-1:111122223333:function:k8s-access-calls.',
  );

const privateNetwork = z
  .strictObject({
    function: lambdaArn.describe(
      'Carries calls to the API server; made in the account and region of the cluster.',
    ),
    subnetIds: some(
      z.string().regex(/^subnet-[0-9a-f]+$/, 'Write the id of a subnet, such as subnet-0a1b2c3d.'),
    ).describe('Where the function runs.'),
    securityGroupIds: some(
      z.string().regex(/^sg-[0-9a-f]+$/, 'Write the id of a security group, such as sg-0a1b2c3d.'),
    ).describe('Must reach port 443 of the API server.'),
  })
  .describe('For a cluster whose API server answers in its own network alone.');

const cluster = z.strictObject({
  environment: word.describe('What rules call this kind of cluster, such as prod.'),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'Write an AWS region, such as eu-central-1.')
    .describe('The AWS region of the cluster.'),
  namespaces: some(managedNamespace).describe('The namespaces in which access can be given.'),
  brokers: z
    .strictObject({
      granter: roleArn.describe('The IAM role that adds access.'),
      revoker: roleArn.describe('The IAM role that takes it away.'),
      witness: roleArn.describe('The IAM role that only asks.'),
      externalId: z
        .string()
        // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html, at least long enough to be told apart.
        .regex(
          /^[\w+=,.@:/-]{8,1224}$/,
          'Use 8 to 1224 letters, digits and + = , . @ : / _ -, without spaces.',
        )
        .exactOptional()
        .describe('What these roles ask of whoever assumes them; needed where they are in another account.'),
    })
    .describe('The IAM roles that add access, take it away, and only ask.'),
  adoptedUsernames: z
    .array(parsed(parseAdoptedPrefix, formed(adoptedPrefixPattern)))
    .exactOptional()
    .describe(
      'What usernames begin with that access entries of others give to people, for the admission policies. Where it is stated, be it empty, nobody of another name is given access.',
    ),
  private: privateNetwork.exactOptional(),
  retired: z
    .boolean()
    .default(false)
    .describe('Nothing can be asked for here any more; what is open is still swept and closed.'),
});

const role = z.strictObject({
  clusterRole: z.string().min(1).max(253).optional().describe('The ClusterRole in the cluster.'),
  accessPolicy: parsed(parseAccessPolicyArn, formed(accessPolicyArnPattern))
    .optional()
    .describe('In place of clusterRole: an EKS access policy, for people with an IAM role of their own.'),
  scope: z
    .enum(['namespace', 'cluster'])
    .default('namespace')
    .describe('Where it is given: in the namespaces that are asked for, or in the whole cluster.'),
  description: z.string().min(1).max(200).describe('What the role lets its holder do, for people.'),
  allowPersistence: z
    .boolean()
    .default(false)
    .describe(
      'Must be true for the built-in edit, admin and cluster-admin, and the policies like them, whose holders can leave access behind.',
    ),
});

/** The shape of `access.yaml`, before its parts are held against each other. */
export const accessSchema = z
  .strictObject({
    $schema: z.string().optional().describe('For editors: access.schema.json.'),
    version: z.literal(1).describe('Of the form of this file.'),
    slack: z
      .strictObject({
        approvalsChannel: word.describe('Channel name or id, without the #.'),
        fallbackChannel: word
          .optional()
          .describe('Stands in while the approvals channel is archived, gone or without the app.'),
        securityChannel: word
          .optional()
          .describe('Where it is said what sweeps find. Without it, that is alarms in the log alone.'),
        securityUsergroup: handle.describe(
          'A Slack usergroup, without the @, whose members may revoke any access.',
        ),
      })
      .describe('Where the app speaks.'),
    identities: some(identitySchema).describe('Who people are in the clusters, by their email addresses.'),
    pagerduty: z
      .strictObject({
        schedules: z
          .record(
            scheduleName,
            z.string().regex(/^[A-Z0-9]{1,30}$/, 'Write the id of a schedule, such as PI7DH85.'),
          )
          .describe('PagerDuty schedules: the names that rules have for them, and their ids.'),
      })
      .optional()
      .describe('Where it is known who is on call. With it there is a secret for an API key.'),
    organization: z
      .string()
      .regex(/^o-[a-z0-9]{10,32}$/, 'Write the id of an AWS organization, such as o-a1b2c3d4e5.')
      .optional()
      .describe(
        'The AWS organization whose people may use the command line. Without it, only those whose policies in the broker’s own account say so.',
      ),
    paging: z
      .strictObject({
        services: some(pagedService).describe(
          'Who can be paged: names of PagerDuty services, whose routing keys stand in the secret. Every page also goes to the SNS topic.',
        ),
        operators: pagedService.describe(
          'Who is paged when access cannot be taken away: one of the services.',
        ),
      })
      .optional()
      .describe('Who can be woken. With it there is a secret for routing keys, and a topic.'),
    maxOpenWindows: z
      .number()
      .int()
      .min(1)
      .max(100)
      .optional()
      .describe(
        'How many requests one person may have open or on the way at one time. Without it, any number.',
      ),
    clusters: z.record(clusterKey, cluster).describe('The EKS clusters, by their names there.'),
    roles: z.record(roleKey, role).describe('What can be asked for, by the names that people type.'),
    breakGlass: z
      .array(breakGlassSchema)
      .default([])
      .describe(
        'Who may open what at once and without approval; the first that covers the whole of it counts.',
      ),
    rules: z
      .array(ruleSchema)
      .describe('The first rule that covers the whole request decides; what none covers is refused.'),
  })
  .meta({
    title: 'k8s-access: access.yaml',
    description: 'Clusters, roles, identities and rules of just-in-time access.',
  });

export type AccessFile = z.infer<typeof accessSchema>;
