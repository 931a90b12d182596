/** What the local Slack and our app know of each other. They open nothing but the local platform. */
export const slackCredentials = {
  signingSecret: 'local-signing-secret',
  botToken: 'xoxb-local-bot-token',
} as const;

export const slackSecret = {
  name: 'k8s-access-local/slack',
  arn: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:k8s-access-local/slack-Ab12Cd',
  value: JSON.stringify(slackCredentials),
};
