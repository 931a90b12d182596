import { type Parsed, valid } from '../../../domain/brand.ts';
import { parseRequestId, type RequestId } from '../../../domain/ids.ts';
import type { MessageRef } from '../../../domain/request.ts';

/** A request and, where a message about it was clicked, where that stands. */
export interface ClickedCard {
  readonly id: RequestId;
  readonly card?: MessageRef;
}

/**
 * As the form that a click opens carries it along, so that the card can be found at once. Without a message, it was
 * opened from the Home tab.
 */
export function clickedCard(id: RequestId, card?: MessageRef): string {
  return card === undefined ? id : `${id} ${card.channel} ${card.ts}`;
}

/** What a form carried along. */
export function parseClickedCard(metadata: string): Parsed<ClickedCard> {
  const [request = '', channel, ts] = metadata.split(' ');
  const id = parseRequestId(request);
  if (!id.ok) return id;
  return valid({
    id: id.value,
    ...(channel === undefined || ts === undefined ? {} : { card: { channel, ts } }),
  });
}
