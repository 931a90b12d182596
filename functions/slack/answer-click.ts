import type { BlockButtonAction } from '@slack/bolt';
import { type Message, sentence } from '../../shared/adapters/slack/views/blocks.ts';
import { escaped } from '../../shared/adapters/slack/views/text.ts';
import { parseRequestId } from '../../shared/domain/ids.ts';
import { sentenceFor } from '../../shared/domain/sentences.ts';
import type { Click } from '../../shared/usecases/approver.ts';
import { personOf } from './person.ts';
import type { SlackVerbs } from './verbs.ts';

/**
 * Carries out a click on a card; what to tell the clicker alone, or nothing where it counted: then the card itself
 * shows it to all.
 */
export async function answerClick(
  verbs: Pick<SlackVerbs, 'approve' | 'deny'>,
  body: BlockButtonAction,
): Promise<Message | undefined> {
  const button = body.actions[0];
  const verb = verbOf(verbs, button?.action_id);
  if (verb === undefined)
    return sentence('This button belongs to an older version and does nothing any more.');
  const id = parseRequestId(button?.value ?? '');
  if (!id.ok) return sentence(id.problem);
  const answer = await verb({ id: id.value, approver: personOf(body), ...cardOf(body) });
  return answer.outcome === 'refused' ? sentence(escaped(sentenceFor(answer.refusal))) : undefined;
}

function verbOf({ approve, deny }: Pick<SlackVerbs, 'approve' | 'deny'>, actionId: string | undefined) {
  switch (actionId) {
    case 'approve':
      return approve;
    case 'deny':
      return deny;
    default:
      return undefined;
  }
}

// Slack sends no message along for what only one person sees; such a message is no card.
function cardOf({ channel, message }: BlockButtonAction): Pick<Click, 'card'> {
  return channel === undefined || message === undefined
    ? {}
    : { card: { channel: channel.id, ts: message.ts } };
}
