import * as z from 'zod';
import { addressPattern } from '../domain/identify.ts';
import { parsePrincipalArn } from '../domain/principal-arn.ts';
import { parsed } from './parsed.ts';
import { formed, some, word } from './parts.ts';

const principalArn = parsed(parsePrincipalArn);

const facts = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,29}$/, 'Use up to 30 lower-case letters, digits and hyphens, a letter first.')
    .optional()
    .describe(
      'Stands in usernames, as in k8s-access:<name>:<person>. One source may have none: its are k8s-access:<person>.',
    ),
  link: z
    .enum(['optional', 'required'])
    .default('optional')
    .describe('Whether its people must link Slack with AWS by /k8s-access link before they ask or approve.'),
});

const sessionName = z
  .literal('trusted')
  .optional()
  .describe(
    'Says that people cannot choose the session name of a role outside /aws-reserved/sso.amazonaws.com/.',
  );

const sharedRole = facts.extend({
  strategy: z.literal('shared-role').describe('Many hold one role; the session name tells them apart.'),
  emailDomains: some(word).describe('Whose addresses end in one of these.'),
  role: principalArn.describe('The role that everybody shares, each in sessions named after their address.'),
  sessionName,
});

const template = facts.extend({
  strategy: z.literal('template').describe('Everybody holds a role or user of their own, named after them.'),
  emailDomain: word.describe('One alone: the name in the ARN leaves the domain out.'),
  arn: z
    .string()
    .describe('Everybody’s own role or user, such as arn:aws:iam::{account}:role/people/{name}.'),
  account: z
    .string('Write the 12 digits of an AWS account in quotes.')
    .regex(/^\d{12}$/, 'Write the 12 digits of an AWS account in quotes.')
    .optional()
    .describe('What {account} stands for. Clusters of other accounts know the same roles.'),
});

const table = facts.extend({
  strategy: z.literal('table').describe('These people, and nobody else.'),
  people: z
    .record(
      formed(addressPattern),
      z.strictObject({
        arn: principalArn.describe('Their role or user.'),
        sessionName: z
          .string()
          .regex(/^[\w+=,.@-]{2,64}$/, 'Write the name of a session: 2 to 64 letters, digits and _+=,.@-.')
          .optional()
          .describe('Of a role that others hold too: what this person’s sessions are called, to the letter.'),
      }),
    )
    .describe('People by the address that Slack has of them, each with their role or user.'),
  sessionName,
});

/** One entry of `identities`: how some people become principals. */
export const identitySchema = z.discriminatedUnion('strategy', [sharedRole, template, table]);

export type IdentityInFile = z.infer<typeof identitySchema>;
