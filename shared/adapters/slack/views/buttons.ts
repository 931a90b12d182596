import type { ActionsBlock, Button } from '@slack/web-api';
import { takesSession } from '../../../domain/assurance.ts';
import type { RequestId } from '../../../domain/ids.ts';
import type { Request } from '../../../domain/request.ts';
import { plain } from './text.ts';

/** What a click can ask for; the button's value is the id of the request. */
export type ButtonAction =
  | 'approve'
  | 'approve-less'
  | 'deny'
  | 'hand-over'
  | 'withdraw'
  | 'extend'
  | 'release'
  | 'revoke'
  | 'review';

/** What takes something away is red, what is the usual answer is green; what has no style is grey. */
const styles: Readonly<Partial<Record<ButtonAction, 'primary' | 'danger'>>> = {
  approve: 'primary',
  deny: 'danger',
  withdraw: 'danger',
  extend: 'primary',
  release: 'danger',
  revoke: 'danger',
};

export function button(action: ButtonAction, label: string, id: RequestId): Button {
  const style = styles[action];
  return { type: 'button', action_id: action, text: plain(label), ...(style && { style }), value: id };
}

/** A row of buttons. */
export function actions(blockId: string, ...elements: Button[]): ActionsBlock {
  return { type: 'actions', block_id: blockId, elements };
}

/** What an approver can do with a request that waits. @param blockId unique where several requests stand together */
export function decisionButtons(request: Request, blockId = 'decision'): ActionsBlock {
  const { id } = request;
  const approving = [button('approve', 'Approve', id), button('approve-less', 'Approve with less…', id)];
  return actions(
    blockId,
    ...(takesSession(request) ? [] : approving),
    button('deny', 'Deny', id),
    button('hand-over', 'Ask someone else', id),
  );
}
