import type { InStatus } from '../domain/request.ts';
import { ChannelUnusableError } from './errors.ts';
import type { Messenger, Notices, Posted, Reporter } from './ports.ts';

export interface PostCardPorts {
  readonly messenger: Messenger;
  readonly notices: Notices;
  readonly reporter: Reporter;
}

/**
 * Posts the card that asks approvers: in the approvals channel, or where that cannot be used in the one that stands in
 * for it, with an alarm. Where there is no channel at all, the requester hears that nobody was asked.
 * @throws ChannelUnusableError where there is none; trying again may find one
 */
export async function postCard(ports: PostCardPorts, request: InStatus<'pending'>): Promise<Posted> {
  const roleRules = request.rulesHash === undefined ? 'unreachable' : 'seen';
  try {
    return await ports.messenger.postCard(request, roleRules, 'approvals');
  } catch (error) {
    if (!(error instanceof ChannelUnusableError)) throw error;
    const { channel, problem } = error;
    ports.reporter.alarm('approvals-channel-unusable', { request: request.id, channel, problem });
  }
  try {
    return await ports.messenger.postCard(request, roleRules, 'fallback');
  } catch (error) {
    if (error instanceof ChannelUnusableError) await tellNobodyAsked(ports, request);
    throw error;
  }
}

async function tellNobodyAsked(
  { messenger, notices }: PostCardPorts,
  request: InStatus<'pending'>,
): Promise<void> {
  if ((await notices.wasTold(request.id, 'nobody-asked')) !== undefined) return;
  await messenger.tellNobodyAsked(request);
  await notices.markTold(request.id, 'nobody-asked', {});
}

/**
 * Whether the card of a waiting request stands where nobody sees it any more. Where Slack cannot say, it is left where
 * it is: a second card would only confuse.
 */
export async function isCardLost(
  { messenger, reporter }: PostCardPorts,
  card: Posted['place'],
): Promise<boolean> {
  try {
    return !(await messenger.isCardSeen(card));
  } catch (error) {
    reporter.failed('look after the channel of the card', error);
    return false;
  }
}
