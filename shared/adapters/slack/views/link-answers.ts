import type { RequestId } from '../../../domain/ids.ts';
import type { Link, Pin } from '../../../domain/link.ts';
import { type LinkCodeOffer, linkCodeInWords } from '../../../domain/link-code.ts';
import { type Message, sentence } from './blocks.ts';
import { unlinkUsage } from './help.ts';
import { code, codes, mentionId, when } from './text.ts';

/** The code and what to do with it; for the eyes of who asked for it alone. */
export function linkCodeAnswer(answer: LinkCodeOffer): Message {
  if (answer.outcome === 'linked-already') {
    return sentence(
      `Your Slack account is linked with ${pinInCode(answer.pin)} already. If that is not you any more, ask security to take the link away: ${code(unlinkUsage)}.`,
    );
  }
  const typed = `k8s-access link ${linkCodeInWords(answer.code)}`;
  return sentence(
    [
      `In a terminal where you are signed in to AWS as ${code(answer.principal.arn)}, type`,
      code(typed),
      `The code works once, until ${when(answer.expiresAt)}. Show it to nobody: whoever types it is you from then on.`,
    ].join('\n'),
  );
}

/** What the owner of an account reads when it was linked: if somebody else typed the code, this is how they learn of it. */
export function linkedMessage({ pin }: Pick<Link, 'pin'>): Message {
  return sentence(
    [
      `Your Slack account is now linked with ${pinInCode(pin)}: what you ask for and approve here counts as theirs.`,
      `If that is not you, tell security at once: they take the link away with ${code(unlinkUsage)}.`,
    ].join('\n'),
  );
}

/** What security reads after it took a link away. */
export function unlinkedAnswer(
  { userId, pin }: Pick<Link, 'userId' | 'pin'>,
  ended: readonly RequestId[],
): Message {
  const lost = ended.length === 0 ? '' : ` What they held as that ends now: ${codes(ended)}.`;
  return sentence(
    `${mentionId(userId)} is no longer linked with ${pinInCode(pin)}.${lost} They link anew with ${code('/k8s-access link')}.`,
  );
}

function pinInCode({ arn, sessionName }: Pin): string {
  return sessionName === undefined ? code(arn) : `${code(arn)}, session ${code(sessionName)}`;
}
