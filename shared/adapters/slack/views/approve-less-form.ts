import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/web-api';
import { formatDuration } from '../../../domain/duration.ts';
import type { Estate } from '../../../domain/estate.ts';
import type { LessRefusal } from '../../../domain/refusal.ts';
import type { Request } from '../../../domain/request.ts';
import type { RoleName } from '../../../domain/scope.ts';
import { sentenceFor } from '../../../domain/sentences.ts';
import { context, type Message, section } from './blocks.ts';
import { clickedCard } from './clicked-card.ts';
import { option } from './option.ts';
import { mostOptions } from './request-form.ts';
import { termsInLine } from './scope.ts';
import { escaped, mention, plain } from './text.ts';

/** The form's id in submissions. */
export const approveLessFormId = 'approve-less';

/** What the form asks for. Each is the id of its block and of the element in it. */
export type LessField = 'duration' | 'namespaces' | 'role';

/** What can be approved of a request beside all of it. */
export interface LessOffer {
  readonly request: Request;
  /** The roles that can take the place of the one that is asked for. */
  readonly narrower: readonly RoleName[];
  /** Why there may be more of them. */
  readonly unread?: LessRefusal;
}

/** The form in which an approver chooses less than what is asked; as it opens, it says all. */
export function approveLessForm(
  { request, narrower, unread }: LessOffer,
  { roles }: Estate,
  card?: { readonly channel: string; readonly ts: string },
): ModalView {
  const { requester, scope, duration } = request;
  const described = (name: RoleName) => option(name, roles.get(name)?.description);
  return {
    type: 'modal',
    callback_id: approveLessFormId,
    private_metadata: clickedCard(request.id, card),
    title: plain('Approve with less'),
    submit: plain('Approve'),
    close: plain('Cancel'),
    blocks: [
      section(
        `${mention(requester)} asks for ${termsInLine({ scope, duration })}. Approve less of it, never more.`,
      ),
      {
        ...input('duration', 'For how long', {
          type: 'plain_text_input',
          action_id: 'duration',
          initial_value: formatDuration(duration),
        }),
        hint: plain(`At most ${formatDuration(duration)}, such as 30m, 2h or 1h30m.`),
      },
      namespacesField(scope.namespaces.map((name) => option(name))),
      roleField([scope.role, ...narrower].map(described)),
      ...(unread === undefined ? [] : [context(escaped(sentenceFor(unread)))]),
    ],
  };
}

/** What stands in the form's place once it was sent. */
export function approveLessAnswered(answer: Message): ModalView {
  return { type: 'modal', title: plain('Approve with less'), close: plain('Close'), blocks: answer.blocks };
}

// A form can offer a hundred; who asked for more of them gets all or is denied.
function namespacesField(options: PlainTextOption[]): KnownBlock {
  return options.length > mostOptions
    ? context(`All ${options.length} namespaces are approved; a form has no room to choose among them.`)
    : input('namespaces', 'Namespaces', {
        type: 'multi_static_select',
        action_id: 'namespaces',
        options,
        initial_options: options,
      });
}

function roleField(options: PlainTextOption[]): InputBlock {
  const [asked] = options;
  return input('role', 'Role', {
    type: 'static_select',
    action_id: 'role',
    options: options.slice(0, mostOptions),
    ...(asked === undefined ? {} : { initial_option: asked }),
  });
}

function input(field: LessField, label: string, element: InputBlock['element']): InputBlock {
  return { type: 'input', block_id: field, label: plain(label), element };
}
