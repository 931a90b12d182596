import { useEffect, useRef, useState } from 'preact/hooks';
import { api } from '../api.ts';
import { type Block, type Element, isImage, type Option } from '../model/block-kit.ts';
import type { FormValues, Given, Message, Value, View } from '../model/types.ts';
import { type Session, useSession } from '../session.ts';

/** What stands in the elements of a message or a view, and what comes of a person's doing there. */
export interface Form {
  /** What the platform has for an element, as Slack's `state.values` holds it. */
  given(block: Block, element: Element): Given | undefined;
  /** What stands in an element: what was put in last, else what the platform has. */
  value(block: Block, element: Element): Value;
  put(block: Block, element: Element, value: Value): void;
  /** Tells the app. Without a value a button's own is sent. */
  act(element: Element, value?: Value): Promise<void>;
  suggest(element: Element, typed: string): Promise<readonly Option[]>;
  readonly errors: Readonly<Record<string, string>>;
}

/** The elements of a message, which hold nothing. */
export function messageForm(session: Session, { channel, ts }: Pick<Message, 'channel' | 'ts'>): Form {
  const at = { user: session.user.id, channel, ts };
  return {
    given: () => undefined,
    value: () => null,
    put: () => {},
    act: async ({ action_id, value: own }, value = own) => {
      await session.report(api.act({ ...at, action_id, ...(value !== undefined && { value }) }));
    },
    suggest: async ({ action_id }, value) =>
      (await session.report(api.suggest({ ...at, action_id, value }))).options ?? [],
    errors: {},
  };
}

/** The elements of a view, which keep what was put in while the app draws them anew, as Slack does. */
export function useViewForm(
  view: View,
): Form & { readonly values: FormValues; fail(errors: Form['errors']): void } {
  const session = useSession();
  const [put, setPut] = useState<FormValues>({});
  const [errors, fail] = useState<Form['errors']>({});
  // An act that follows a change at once must bring that change along.
  const latest = useRef(put);
  latest.current = put;
  useEffect(() => {
    setPut({});
    fail({});
  }, [view.id]);
  const at = { user: session.user.id, view_id: view.id };
  const values = () => merged(view, latest.current);
  return {
    values: merged(view, put),
    errors,
    fail,
    given: (block, element) => view.state.values[block.block_id]?.[element.action_id],
    value: (block, { action_id }) => merged(view, put)[block.block_id]?.[action_id] ?? null,
    put: ({ block_id }, { action_id }, value) => {
      latest.current = { ...latest.current, [block_id]: { ...latest.current[block_id], [action_id]: value } };
      setPut(latest.current);
    },
    act: async ({ action_id, value: own }, value = own) => {
      await session.report(
        api.act({ ...at, action_id, values: values(), ...(value !== undefined && { value }) }),
      );
    },
    suggest: async ({ action_id }, value) =>
      (await session.report(api.suggest({ ...at, action_id, value, values: values() }))).options ?? [],
  };
}

/** What the inputs of a view hold: what the platform has of them, and over it what was put in since. */
function merged({ blocks, state }: View, put: FormValues): FormValues {
  const inputs = blocks.flatMap((block) => elementsOf(block).map((element) => ({ block, element })));
  const values: Record<string, Record<string, Value>> = {};
  for (const { block, element } of inputs) {
    const { block_id } = block;
    const { action_id } = element;
    const given = valueIn(state.values[block_id]?.[action_id]);
    const value = put[block_id]?.[action_id];
    values[block_id] = { ...values[block_id], [action_id]: value === undefined ? given : value };
  }
  return values;
}

function elementsOf(block: Block): readonly Element[] {
  return interactiveIn(block).filter(({ type }) => type !== 'button' && type !== 'overflow');
}

function interactiveIn(block: Block): readonly Element[] {
  if (block.type === 'input') return [block.element];
  if (block.type === 'actions') return block.elements;
  const accessory = block.type === 'section' ? block.accessory : undefined;
  return accessory === undefined || isImage(accessory) ? [] : [accessory];
}

/** Slack's wording of a value as a person's. https://docs.slack.dev/reference/views#view-state */
function valueIn(given: Given | undefined): Value {
  if (given === undefined) return null;
  if (given.selected_options !== undefined) return given.selected_options.map(({ value }) => value);
  const one = [given.value, given.selected_user, given.selected_date, given.selected_time];
  return given.selected_option?.value ?? one.find(Boolean) ?? null;
}
