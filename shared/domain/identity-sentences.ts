import { list } from './names-in-words.ts';
import type { IdentityRefusal } from './refusal.ts';

const howToLink = 'Type `/k8s-access link` and do what it says; it takes a minute.';

const linkSentences = {
  'never-linked': `Your Slack account is not linked with AWS yet. ${howToLink}`,
  'address-changed': `Slack has another email address of you since you linked your account with AWS, so that link no longer counts. ${howToLink}`,
  'another-identity':
    'Your Slack account is linked with another AWS identity than the one that you have now. Ask security to take that link away (`/k8s-access unlink`), then type `/k8s-access link`.',
};

/** Says why a Slack account is not accepted as a person, and what to do. Plain text. */
export function identitySentence(refusal: IdentityRefusal): string {
  switch (refusal.code) {
    case 'unknown-person':
      return 'Slack does not know this account. Ask a Slack administrator.';
    case 'deactivated':
      return 'This Slack account is deactivated, so it cannot be given access.';
    case 'bot':
      return 'Access is for people; a bot cannot ask for it or approve it.';
    case 'guest':
      return 'Guests of the workspace cannot ask for access or approve it. Ask a full member.';
    case 'stranger':
      return 'People from other organizations cannot ask for access here or approve it.';
    case 'unconfirmed-email':
      return 'Your Slack email address is not confirmed. Confirm it in your Slack account settings, then ask again.';
    case 'unusable-email':
      return `The address \`${refusal.email}\` cannot be a cluster username: use one of at most 64 letters, digits, dots, hyphens and underscores, without a plus sign.${lookAlike(refusal.email)}`;
    case 'foreign-email':
      return refusal.domains.length === 0
        ? `\`${refusal.email}\` is not among the people who can be given access. Ask your platform team to add it to \`identities\`.`
        : `\`${refusal.email}\` is not an address of ${list(refusal.domains)}, so it cannot be given access.`;
    case 'link-required':
      return linkSentences[refusal.why];
    case 'principal-taken':
      return 'Another Slack account is linked with the AWS identity that your email address stands for. Ask your platform team which of the two is right.';
  }
}

// People cannot see which letter is wrong where it looks like a right one.
function lookAlike(email: string): string {
  const odd = /\P{ASCII}/u.exec(email)?.[0];
  const number = odd?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  return odd === undefined ? '' : ` Its \`${odd}\` (U+${number}) is none of these, whatever it looks like.`;
}
