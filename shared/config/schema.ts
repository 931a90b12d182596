import { z } from 'zod';
import { parseDuration } from '../domain/duration.ts';
import type { UsergroupHandle } from '../domain/person.ts';
import { parseClusterName, parseNamespace, parseRoleName } from '../domain/scope.ts';
import { parsed } from './parsed.ts';

const word = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9_.-]{0,79}$/,
    'Use up to 80 lower-case letters, digits, hyphens, dots and underscores.',
  );

const roleArn = z
  .string()
  .regex(
    /^arn:aws(-[a-z]+)*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    'Write the ARN of an IAM role, such as arn:aws:iam::111122223333:role/name.',
  );

const handle = word
  .transform((value) => value as UsergroupHandle)
  .describe('A Slack usergroup, without the @.');

// Whoever manages these namespaces manages the cluster, so no access is ever given in them.
const namespace = parsed((input: string) =>
  input.startsWith('kube-')
    ? { ok: false, problem: `Namespace ${input} belongs to the cluster itself; access to it is never given.` }
    : parseNamespace(input),
);

function some<Schema extends z.ZodType>(schema: Schema) {
  return z.tuple([schema], schema);
}

const cluster = z.strictObject({
  environment: word.describe('What rules call this kind of cluster, such as prod.'),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'Write an AWS region, such as eu-central-1.'),
  namespaces: some(namespace).describe('The namespaces in which access can be given.'),
  brokers: z
    .strictObject({ granter: roleArn, revoker: roleArn, witness: roleArn })
    .describe('The IAM roles that add access, take it away, and only ask.'),
});

const role = z.strictObject({
  clusterRole: z.string().min(1).max(253).describe('The ClusterRole in the cluster.'),
  scope: z.enum(['namespace', 'cluster']).default('namespace'),
  description: z.string().min(1).max(200).describe('What the role lets its holder do, for people.'),
  allowPersistence: z
    .boolean()
    .default(false)
    .describe(
      'Must be true for the built-in edit, admin and cluster-admin, whose holders can leave access behind.',
    ),
});

const stage = z.strictObject({
  usergroups: some(handle),
  quorum: z.number().int().min(1).max(20).describe('How many of them must approve.'),
});

const rule = z.strictObject({
  name: word,
  when: z.strictObject({
    environments: z.array(word).min(1).optional(),
    clusters: z.array(parsed(parseClusterName)).min(1).optional(),
    namespaces: z.array(parsed(parseNamespace)).min(1).optional(),
    roles: z.array(parsed(parseRoleName)).min(1).optional(),
  }),
  maxDuration: parsed(parseDuration).describe('The longest window, inclusive.'),
  approval: z.union([
    z.literal('automatic'),
    z.strictObject({
      lapseAfter: parsed(parseDuration).describe('How long a request waits before it lapses.'),
      stages: some(stage),
    }),
  ]),
});

/** The shape of `access.yaml`, before its parts are held against each other. */
export const accessSchema = z.strictObject({
  $schema: z.string().optional(),
  version: z.literal(1),
  slack: z.strictObject({ approvalsChannel: word.describe('Channel name or id, without the #.') }),
  identities: z.strictObject({
    emailDomains: some(word),
    identityCenterRole: roleArn.describe(
      'The role that everybody shares, under /aws-reserved/sso.amazonaws.com/.',
    ),
  }),
  clusters: z.record(z.string(), cluster),
  roles: z.record(z.string(), role),
  rules: z.array(rule),
});

export type AccessFile = z.infer<typeof accessSchema>;
