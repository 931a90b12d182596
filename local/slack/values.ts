import type { Block } from './block-kit/blocks.ts';
import type { Interactive } from './block-kit/elements.ts';
import { interactives } from './block-kit/interactive.ts';

/** What a person has put into one element, in the form of Slack's payloads: `{type, selected_option}` and so on. */
export interface Value {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** By block id, then by action id. */
export type Values = { readonly [blockId: string]: { readonly [actionId: string]: Value } };

/** Whether a view keeps the value: buttons and menus have none to keep. */
export function isKept({ type }: Value): boolean {
  return type !== 'button' && type !== 'overflow';
}

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
