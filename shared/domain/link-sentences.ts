import type { LinkRefusal } from './refusal.ts';

const anew = 'Type `/k8s-access link` in Slack for a new code.';

/** Says why a Slack account and an AWS identity are not linked, and what to do. Plain text. */
export function linkSentence(refusal: LinkRefusal): string {
  switch (refusal.code) {
    case 'caller-not-a-person':
      return `\`${refusal.caller}\` is not the AWS session or user of one person. Sign in as yourself, and run the command again.`;
    case 'code-unknown':
      return `This code does not count: it was used, is older than ten minutes, or is not written as it was shown. ${anew}`;
    case 'another-principal-called':
      return `You are signed in to AWS as \`${refusal.caller}\`, but are known as \`${refusal.said}\`. Sign in with that, and run the command again.`;
    case 'another-session-called':
      return `You are signed in to AWS as \`${refusal.caller}\`, but your sessions are called \`${refusal.session}\`. Sign in as yourself, and run the command again.`;
    case 'linked-to-another': {
      const { arn, sessionName } = refusal.pin;
      const session = sessionName === undefined ? '' : `, session \`${sessionName}\``;
      return `This Slack account is linked with \`${arn}\`${session} already. Sign in with that; if it is no longer yours, ask security to take the link away: \`/k8s-access unlink\`.`;
    }
    case 'not-security':
      return `Only @${refusal.usergroup} can take links away, and you are not among them.`;
    case 'own-link':
      return `Nobody takes their own link away. Ask somebody else of @${refusal.usergroup}.`;
    case 'not-linked':
      return 'That Slack account is not linked with AWS, so there is nothing to take away.';
  }
}
