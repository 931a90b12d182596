import type { InStatus } from '../../../domain/request.ts';
import { header, type Message, section } from './blocks.ts';
import { scopeInLine } from './scope.ts';
import { statusHint } from './status-hint.ts';
import { when } from './text.ts';

/** Tells the requester that there is no channel to ask approvers in. */
export function nobodyAskedMessage(request: InStatus<'pending'>): Message {
  const text = `Nobody was asked to approve ${scopeInLine(request.scope)}: the channel for requests is archived, or the app is not in it`;
  const advice = `Tell your platform team, who can put that right. It is tried again every few minutes until the request lapses ${when(request.lapsesAt)}; you need not ask again.`;
  return {
    text,
    blocks: [header('Nobody was asked yet'), section(`${text}. ${advice}`), statusHint(request)],
  };
}
