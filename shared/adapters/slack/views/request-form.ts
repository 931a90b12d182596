import type {
  InputBlock,
  ModalView,
  MultiStaticSelect,
  PlainTextInput,
  PlainTextOption,
  StaticSelect,
} from '@slack/web-api';
import type { Estate } from '../../../domain/estate.ts';
import { longestReason } from '../../../domain/reason.ts';
import type { Message } from './blocks.ts';
import { escaped, plain, shortened } from './text.ts';

/** The form's id in submissions. */
export const requestFormId = 'request-access';

/** What the form asks for. Each is the id of its block and of the element in it. */
export type RequestField = 'cluster' | 'namespaces' | 'role' | 'duration' | 'reason';

/** The most options of a select, and the longest text of one. https://docs.slack.dev/reference/block-kit/block-elements */
export const mostOptions = 100;
const longestOption = 75;

/** The form in which access is asked for. */
export function requestForm(estate: Estate): ModalView {
  const clusters = [...estate.clusters.values()];
  const namespaces = [...new Set(clusters.flatMap((cluster) => [...cluster.namespaces]))].sort();
  // Cluster-wide roles cannot be given yet, so no rule covers them.
  const roles = [...estate.roles.values()].filter(({ scope }) => scope === 'namespace');
  const clusterOptions = clusters.map(({ name }) => option(name));
  const namespaceOptions = namespaces.map((name) => option(name));
  const roleOptions = roles.map(({ name, description }) => option(name, description));
  return {
    type: 'modal',
    callback_id: requestFormId,
    title: plain('Ask for access'),
    submit: plain('Ask'),
    close: plain('Cancel'),
    blocks: [
      input('cluster', 'Cluster', selectOne('cluster', clusterOptions)),
      input('namespaces', 'Namespaces', selectMany('namespaces', namespaceOptions)),
      input('role', 'Role', selectOne('role', roleOptions)),
      {
        ...input('duration', 'For how long', typed('duration', { initial_value: '1h' })),
        hint: plain('Such as 30m, 2h or 1h30m. It counts from the moment the access opens.'),
      },
      {
        ...input('reason', 'Why', typed('reason', { multiline: true })),
        hint: plain(
          `Up to ${longestReason.toLocaleString('en')} characters. Approvers and auditors read it.`,
        ),
      },
    ],
  };
}

/** What stands in the form's place once it was sent. */
export function formAnswered(answer: Message): ModalView {
  return { type: 'modal', title: plain('Ask for access'), close: plain('Close'), blocks: answer.blocks };
}

function input(field: RequestField, label: string, element: InputBlock['element']): InputBlock {
  return { type: 'input', block_id: field, label: plain(label), element };
}

// An estate that is too large for a menu, or has nothing for one, is typed.
function selectOne(field: RequestField, options: PlainTextOption[]): StaticSelect | PlainTextInput {
  return fitsMenu(options) ? { type: 'static_select', action_id: field, options } : typed(field, {});
}

function selectMany(field: RequestField, options: PlainTextOption[]): MultiStaticSelect | PlainTextInput {
  return fitsMenu(options)
    ? { type: 'multi_static_select', action_id: field, options }
    : typed(field, { placeholder: plain('One, or several with commas between them') });
}

function fitsMenu(options: readonly PlainTextOption[]): boolean {
  return options.length > 0 && options.length <= mostOptions;
}

function typed(field: RequestField, more: Partial<PlainTextInput>): PlainTextInput {
  return { type: 'plain_text_input', action_id: field, ...more };
}

/** One choice of a menu. */
export function option(name: string, description?: string): PlainTextOption {
  return {
    text: plain(shortened(escaped(name), longestOption)),
    value: name,
    ...(description === undefined
      ? {}
      : { description: plain(shortened(escaped(description), longestOption)) }),
  };
}
