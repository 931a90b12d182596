/** The installed app, as Slack knows it. There is one app in the local workspace. */
export const app = {
  id: 'A0K8SACCESS',
  botId: 'B0K8SACCESS',
  userId: 'U0K8SACCESS',
  name: 'k8s-access',
  /** What the app was installed with: docs/deploy.md. */
  scopes: [
    'channels:read',
    'chat:write',
    'commands',
    'groups:read',
    'im:write',
    'usergroups:read',
    'users:read',
    'users:read.email',
  ],
  /** Slack's deprecated verification token: sent as Slack sends it, and worth nothing. */
  verificationToken: 'local-verification-token',
} as const;

/** Slack's own bot, which tells a person that a command failed. */
export const slackbot = 'USLACKBOT';
