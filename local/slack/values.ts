import type { Block } from './block-kit/blocks.ts';
import type { Interactive } from './block-kit/elements.ts';
import { interactives } from './block-kit/interactive.ts';
import { offered } from './block-kit/options.ts';
import { NotPossible } from './errors.ts';

/** What a person has put into one element, in the form of Slack's payloads: `{type, selected_option}` and so on. */
export interface Value {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** By block id, then by action id. */
export type Values = { readonly [blockId: string]: { readonly [actionId: string]: Value } };

/** What a script or the page gives for an element; null for nothing. */
export type Given = string | readonly string[] | null;

/** The values that a view has when it is opened: those of its stateful elements, buttons and menus aside. */
export function initialValues(blocks: readonly Block[]): Values {
  return collect(
    interactives(blocks).flatMap(({ blockId, element }) => {
      const value = initialValue(element);
      return value ? [{ blockId, actionId: element.action_id ?? '', value }] : [];
    }),
  );
}

/** The values of an updated view: what was put in stays where block id, action id and type are the same. */
export function keptValues(initial: Values, before: Values): Values {
  return collect(
    Object.entries(initial).flatMap(([blockId, elements]) =>
      Object.entries(elements).map(([actionId, value]) => {
        const old = before[blockId]?.[actionId];
        return { blockId, actionId, value: old?.type === value.type ? old : value };
      }),
    ),
  );
}

/** `values` with one of them replaced. */
export function withValue(values: Values, blockId: string, actionId: string, value: Value): Values {
  return { ...values, [blockId]: { ...values[blockId], [actionId]: value } };
}

function collect(entries: readonly { blockId: string; actionId: string; value: Value }[]): Values {
  return entries.reduce<Values>(
    (values, { blockId, actionId, value }) => withValue(values, blockId, actionId, value),
    {},
  );
}

function initialValue(element: Interactive): Value | undefined {
  const { type } = element;
  switch (type) {
    case 'button':
    case 'overflow':
      return undefined;
    case 'plain_text_input':
      return { type, value: element.initial_value ?? null };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: element.initial_option ?? null };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: element.initial_options ?? [] };
    case 'users_select':
      return { type, selected_user: element.initial_user ?? null };
    case 'datepicker':
      return { type, selected_date: element.initial_date ?? null };
    case 'timepicker':
      return { type, selected_time: element.initial_time ?? null };
  }
}

/**
 * What Slack would send when a person puts `given` into `element`. `userId` turns a name into an id.
 * Throws `NotPossible` for an option that the element does not offer, and for a list where one value belongs.
 * Lengths and emptiness are not checked as Slack's client does: the app must hold its own against a forged client.
 */
export function chosen(element: Interactive, given: Given, userId: (name: string) => string): Value {
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
      return { type, selected_option: optionOf(element, single(element, given)) };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: list(given).map((value) => optionOf(element, value)) };
    case 'users_select': {
      const name = single(element, given);
      return { type, selected_user: name === null ? null : userId(name) };
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

function optionOf(element: Optional, value: string | null) {
  if (value === null) return null;
  // What an external select offers is known to the app alone, so any value is sent on.
  if (element.type === 'external_select' || element.type === 'multi_external_select') {
    return { text: { type: 'plain_text', text: value, emoji: true }, value };
  }
  const offers = 'option_groups' in element ? offered(element) : (element.options ?? []);
  const option = offers.find((each) => each.value === value);
  if (option) return option;
  const known = offers.map((each) => each.value).join(', ');
  throw new NotPossible(`"${element.action_id}" has no option "${value}". Its options are ${known}.`);
}
