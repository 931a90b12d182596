/** The slash commands of the app. Each may name people and channels, so Slack must escape them. */
export const slashCommands = {
  access: {
    command: '/k8s-access',
    description: 'Ask for access to a Kubernetes cluster, or see what you have',
    usageHint: '[request|list|status|extend|release|revoke|withdraw|help]',
  },
  breakGlass: {
    command: '/k8s-break-glass',
    description: 'Open access at once in an emergency: it pages people, and is reviewed',
    usageHint: '<cluster> <namespace> <role> <reason...>',
  },
} as const;

/** What Slack tells the app of. */
export const botEvents = ['app_home_opened', 'user_change'] as const;

/** What the bot may do, and what for: the least that the Web API methods and events that we use ask for. */
export const botScopes = [
  { scope: 'channels:read', what: 'see whether the channels of cards are there and have the app' },
  { scope: 'chat:write', what: 'post and edit cards and messages, in channels that the app was invited to' },
  { scope: 'commands', what: 'be asked by slash commands' },
  { scope: 'groups:read', what: 'the same as channels:read, for private channels' },
  {
    scope: 'im:write',
    what: 'write to people: what became of their request, and that they are asked to approve',
  },
  { scope: 'usergroups:read', what: 'know who is in the usergroups that rules name' },
  { scope: 'users:read', what: 'know who is a bot, a guest or deactivated; and hear when a person changes' },
  { scope: 'users:read.email', what: 'know the address by which a person is known in clusters' },
] as const;
