import type { InputBlock, ModalView, PlainTextInput, StaticSelect } from '@slack/web-api';
import type { BreakGlassOffer } from '../../../domain/break-glass-offer.ts';
import { durationInWords } from '../../../domain/duration.ts';
import { longestReason } from '../../../domain/reason.ts';
import type { Message } from './blocks.ts';
import { section } from './blocks.ts';
import { option } from './option.ts';
import { mostOptions } from './request-form.ts';
import { plain } from './text.ts';

/** The form's id in submissions. Its fields are `cluster`, `namespaces`, `role` and `reason`. */
export const breakGlassFormId = 'break-glass';

const title = plain('Break glass');

/** Asks for as little as can be: whoever needs this is in a hurry. What leaves no choice is chosen already. */
export function breakGlassForm({ clusters, namespaces, roles, longest }: BreakGlassOffer): ModalView {
  return {
    type: 'modal',
    callback_id: breakGlassFormId,
    title,
    submit: plain('Break the glass'),
    close: plain('Cancel'),
    blocks: [
      section(
        `:rotating_light: *It opens at once, for up to ${durationInWords(longest)}, and without approval.* People are paged before, the channel hears of it, and somebody reviews it afterwards.`,
      ),
      choice(
        'cluster',
        'Cluster',
        clusters.map((name) => option(name)),
      ),
      choice(
        'namespaces',
        'Namespace',
        namespaces.map((name) => option(name)),
      ),
      choice(
        'role',
        'Role',
        roles.map(({ name, description }) => option(name, description)),
      ),
      {
        ...field('reason', 'What is on fire', {
          type: 'plain_text_input',
          action_id: 'reason',
          multiline: true,
        }),
        hint: plain(`Up to ${longestReason.toLocaleString('en')} characters. Whoever is paged reads it.`),
      },
    ],
  };
}

/** What stands in the form's place once it was sent. */
export function breakGlassFormAnswered({ blocks }: Message): ModalView {
  return { type: 'modal', title, close: plain('Close'), blocks };
}

type Options = NonNullable<StaticSelect['options']>;

// A list too long for a menu is typed.
function choice(id: string, label: string, options: Options): InputBlock {
  const [only] = options;
  const menu: StaticSelect | PlainTextInput =
    options.length > mostOptions
      ? { type: 'plain_text_input', action_id: id }
      : {
          ...{ type: 'static_select', action_id: id, options },
          ...(options.length === 1 && only !== undefined && { initial_option: only }),
        };
  return field(id, label, menu);
}

function field(id: string, label: string, element: InputBlock['element']): InputBlock {
  return { type: 'input', block_id: id, label: plain(label), element };
}
