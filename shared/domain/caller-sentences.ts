import type { CallerRefusal } from './refusal.ts';

/** Says to a person on the command line why their AWS session is not enough. Plain text. */
export function callerSentence(refusal: CallerRefusal): string {
  switch (refusal.code) {
    case 'not-a-session':
      return `\`${refusal.arn}\` is not a session of a role, so it does not say which person calls. Sign in through IAM Identity Center, and name that profile with --profile.`;
    case 'unknown-caller':
      return `\`${refusal.arn}\` is not a session of the role that people sign in with here, and whoever may assume another role chooses its session name. Sign in through IAM Identity Center, and name that profile with --profile.`;
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
      return 'without it nobody knows who may decide on this.';
    case 'memberships':
      return 'a rule about this asks which usergroups you are in, which only Slack knows.';
  }
}
