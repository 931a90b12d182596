import type { CallerRefusal } from './refusal.ts';

const signIn =
  'Sign in as you do for the clusters, such as through IAM Identity Center, and name that profile with --profile.';

/** Says to a person on the command line why their AWS session is not enough. Plain text. */
export function callerSentence(refusal: CallerRefusal): string {
  switch (refusal.code) {
    case 'unknown-caller':
      return `\`${refusal.arn}\` is nobody whom access.yaml knows; what a session is called counts only in the roles that it names. ${signIn}`;
    case 'outside-organization':
      return 'These AWS credentials belong to an account outside the organization. Sign in to an account of the organization.';
    case 'no-slack-account':
      return `Slack has no active account with the address \`${refusal.email}\`, so it is not known who you are there. Ask a Slack administrator.`;
    case 'slack-needed':
      return `Slack does not answer, and ${withoutSlack(refusal.for)} Try again when Slack is back.`;
    case 'key-used':
      return `This key stands for request \`${refusal.id}\` already, which asks for something else. Leave --key out to ask for more.`;
  }
}

function withoutSlack(needed: Extract<CallerRefusal, { code: 'slack-needed' }>['for']): string {
  switch (needed) {
    case 'approval':
      return 'this needs approvers, who are asked there. What a rule allows without approval can be asked for meanwhile.';
    case 'deciding':
      return 'neither who may decide on this nor whether the requester is still who they were can be known without it. In an emergency whoever may break the glass can: k8s-access break-glass.';
    case 'memberships':
      return 'a rule about this asks which usergroups you are in, which only Slack knows.';
  }
}
