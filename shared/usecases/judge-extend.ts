import { timeLeft } from '../domain/decide-extension.ts';
import type { Duration } from '../domain/duration.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { InStatus } from '../domain/request.ts';
import { type ExtendPorts, type ExtensionDraft, findExtendable } from './extend-access.ts';
import { asRulesSee } from './requester.ts';

/** What somebody who wants more time must know to ask for it. */
export type ExtensionOffer =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'offered'; readonly request: InStatus<'active'>; readonly left: Duration };

/** Whether the person may ask for more time now, and how much there is at most. */
export async function judgeExtend(ports: ExtendPorts, draft: ExtensionDraft): Promise<ExtensionOffer> {
  const extendable = await findExtendable(ports, draft);
  if (extendable.outcome === 'refused') return extendable;
  const { request, at } = extendable;
  const requester = await asRulesSee(ports, extendable.requester);
  const time = timeLeft(ports.estate, { ...request, requester, at }, request.window);
  return time.some
    ? { outcome: 'offered', request, left: time.left }
    : { outcome: 'refused', refusal: time.refusal };
}
