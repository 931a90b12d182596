import type { Interactive } from './block-kit/elements.ts';
import { type Option, offered } from './block-kit/options.ts';
import { NotPossible } from './errors.ts';
import type { Value } from './values.ts';

/** What a script or the page gives for an element; null for nothing. */
export type Given = string | readonly string[] | null;

/** What names and values stand for. */
export interface Meanings {
  /** The id of the person with this id or name; throws `NotInWorkspace`. */
  userId(idOrName: string): string;
  /** The option that an external select has offered under this value. */
  offered(actionId: string, value: string): Option | undefined;
}

/**
 * What Slack would send when a person puts `given` into `element`.
 * Throws `NotPossible` for an option that the element does not offer, and for a list where one value belongs.
 * Lengths and emptiness are not checked as Slack's client does: the app must hold its own against a forged client.
 */
export function chosen(element: Interactive, given: Given, meanings: Meanings): Value {
  const { type } = element;
  switch (type) {
    case 'button':
      return { type, text: element.text, value: single(element, given) ?? element.value };
    case 'plain_text_input':
      return { type, value: single(element, given) };
    case 'static_select':
    case 'radio_buttons':
    case 'overflow':
    case 'external_select':
      return { type, selected_option: optionOf(element, single(element, given), meanings) };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: list(given).map((value) => optionOf(element, value, meanings)) };
    case 'users_select': {
      const name = single(element, given);
      return { type, selected_user: name === null ? null : meanings.userId(name) };
    }
    case 'datepicker':
      return { type, selected_date: single(element, given) };
    case 'timepicker':
      return { type, selected_time: single(element, given) };
  }
}

function single(element: Interactive, given: Given): string | null {
  if (given === null || typeof given === 'string') return given;
  throw new NotPossible(`"${element.action_id}" takes one value, not a list.`);
}

function list(given: Given): readonly string[] {
  if (given === null) return [];
  return typeof given === 'string' ? [given] : given;
}

type Optional = Extract<Interactive, { options?: unknown } | { min_query_length?: unknown }>;

function optionOf(element: Optional, value: string | null, meanings: Meanings) {
  if (value === null) return null;
  if (element.type === 'external_select') {
    return externalOption(element.action_id, [element.initial_option], value, meanings);
  }
  if (element.type === 'multi_external_select') {
    return externalOption(element.action_id, element.initial_options ?? [], value, meanings);
  }
  const offers = 'option_groups' in element ? offered(element) : (element.options ?? []);
  const option = offers.find((each) => each.value === value);
  if (option) return option;
  const known = offers.map((each) => each.value).join(', ');
  throw new NotPossible(`"${element.action_id}" has no option "${value}". Its options are ${known}.`);
}

/** A value that the app never offered is sent on too: clients can be forged. */
function externalOption(
  actionId: string | undefined,
  initial: readonly (Option | undefined)[],
  value: string,
  { offered: find }: Meanings,
): Option {
  return (
    find(actionId ?? '', value) ??
    initial.find((each) => each?.value === value) ?? {
      text: { type: 'plain_text', text: value, emoji: true },
      value,
    }
  );
}
