import type { InputBlock, ModalView, PlainTextInput, StaticSelect } from '@slack/web-api';
import { usualDurations } from '../../../domain/duration.ts';
import type { Role } from '../../../domain/estate.ts';
import type { Preview, Verdict } from '../../../domain/preview.ts';
import { longestReason } from '../../../domain/reason.ts';
import { either } from '../../../domain/rule-words.ts';
import type { ClusterName } from '../../../domain/scope.ts';
import type { AskField } from '../../../domain/typed-ask.ts';
import type { Message } from './blocks.ts';
import { option } from './option.ts';
import { previewBlocks } from './preview.ts';
import { plain } from './text.ts';

/** The form's id in submissions. */
export const requestFormId = 'request-access';

/** The most options of a select. https://docs.slack.dev/reference/block-kit/block-elements */
export const mostOptions = 100;

/**
 * The form in which access is asked for, with what is known of the request so far. Slack keeps what was put in when
 * the form is drawn anew, because the ids stay. It opens empty: a scope filled in beforehand would be sent unread, and
 * recent ones are the first that each menu offers.
 * @param cluster chosen so far; it travels in the form, because Slack's searches do not tell what else was chosen
 */
export function requestForm(preview: Preview, cluster?: ClusterName): ModalView {
  const { verdict, roles } = preview;
  const shown = previewBlocks(preview);
  // Who can ask for nothing must read that first.
  const first = verdict.outcome === 'nobody' || verdict.outcome === 'nothing-to-ask';
  return {
    type: 'modal',
    callback_id: requestFormId,
    private_metadata: cluster ?? '',
    title: plain('Ask for access'),
    submit: plain('Ask'),
    close: plain('Cancel'),
    blocks: [
      ...(first ? shown : []),
      refreshing('cluster', 'Cluster', {
        ...{ type: 'external_select', action_id: 'cluster', min_query_length: 0 },
        placeholder: plain('Type a part of its name'),
      }),
      refreshing('namespaces', 'Namespaces', {
        ...{ type: 'multi_external_select', action_id: 'namespaces', min_query_length: 0 },
        placeholder: plain('Type a part of a name'),
      }),
      refreshing('role', 'Role', roleMenu(roles)),
      { ...refreshing('duration', 'For how long', durationInput), hint: plain(durationHint(verdict)) },
      {
        ...input('reason', 'Why', { type: 'plain_text_input', action_id: 'reason', multiline: true }),
        hint: plain(
          `Up to ${longestReason.toLocaleString('en')} characters. Approvers and auditors read it.`,
        ),
      },
      ...(first ? [] : shown),
    ],
  };
}

/** What stands in the form's place once it was sent. */
export function formAnswered(answer: Message): ModalView {
  return { type: 'modal', title: plain('Ask for access'), close: plain('Close'), blocks: answer.blocks };
}

function input(field: AskField, label: string, element: InputBlock['element']): InputBlock {
  return { type: 'input', block_id: field, label: plain(label), element };
}

/** An input that tells the app at each change, so that the preview follows. */
function refreshing(field: AskField, label: string, element: InputBlock['element']): InputBlock {
  return { ...input(field, label, element), dispatch_action: true };
}

// A list that is empty or too long for a menu is typed.
function roleMenu(roles: readonly Role[]): StaticSelect | PlainTextInput {
  const options = roles.map(({ name, description }) => option(name, description));
  return options.length > 0 && options.length <= mostOptions
    ? { type: 'static_select', action_id: 'role', options }
    : { type: 'plain_text_input', action_id: 'role' };
}

// Slack tells of a text when Enter is pressed; telling of each character would redraw the form under the typing.
const durationInput: PlainTextInput = {
  type: 'plain_text_input',
  action_id: 'duration',
  initial_value: '1h',
  dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
};

function durationHint(verdict: Verdict): string {
  const suggested =
    verdict.outcome === 'allowed'
      ? `Such as ${either(usualDurations(verdict.rule.maxDuration))}, the most here.`
      : 'Such as 30m, 2h or 1h30m.';
  return `${suggested} It counts from the moment the access opens.`;
}
