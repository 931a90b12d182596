import { mentions } from './names-in-words.ts';
import type { EarlyEndRefusal } from './refusal.ts';
import { causeInWords, statusInWords } from './status-words.ts';

/** Says to a person why they do not withdraw, release or revoke, and what they can do. */
export function earlyEndSentence(refusal: EarlyEndRefusal): string {
  switch (refusal.code) {
    case 'not-requester':
      return notRequesterSentences[refusal.verb];
    case 'decided-before-withdrawal':
      return `Too late to withdraw: the request is ${statusInWords(refusal.status)}. \`/k8s-access release ${refusal.id}\` ends the access.`;
    case 'nothing-to-withdraw':
      return `There is nothing left to withdraw: the request is ${statusInWords(refusal.status)}.`;
    case 'nothing-to-end':
      return nothingToEndSentence(refusal);
    case 'ending-already': {
      const by = refusal.by === undefined ? '' : ` by ${refusal.by}`;
      return `Too late: the access is ${statusInWords(refusal.status)} already, because ${causeInWords(refusal.cause)}${by}.`;
    }
    case 'is-extension':
      return `This is an extension of \`${refusal.of}\`, which holds the access: \`/k8s-access ${refusal.verb} ${refusal.of}\` ends it.`;
    case 'own-access':
      return `This is your own access, which you need no reason to end: \`/k8s-access release ${refusal.id}\`.`;
    case 'not-a-revoker':
      return `Only ${mentions(refusal.revokers)} can revoke this access, and you are not among them.`;
  }
}

const notRequesterSentences = {
  withdraw: 'This is somebody else’s request, and only they can withdraw it. Approvers deny it on its card.',
  release:
    'This is somebody else’s access, and only they can release it. Approvers and security revoke it: `/k8s-access revoke <id> <reason...>`.',
  extend:
    'This is somebody else’s access, and only they can ask for more time. `/k8s-access` asks for access of your own.',
} as const;

function nothingToEndSentence(refusal: Extract<EarlyEndRefusal, { code: 'nothing-to-end' }>): string {
  if (refusal.status !== 'pending')
    return `There is no access to end: the request is ${statusInWords(refusal.status)}.`;
  return refusal.verb === 'release'
    ? `Nothing is open yet. \`/k8s-access withdraw ${refusal.id}\` takes the request back.`
    : 'Nothing is open yet: the request is waiting for approval. Deny it on its card.';
}
