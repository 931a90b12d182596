import type { ViewOutput } from '@slack/bolt';
import { nameOf } from '../../shared/adapters/slack/views/option.ts';
import type { Estate } from '../../shared/domain/estate.ts';
import type { TypedAsk } from '../../shared/domain/typed-ask.ts';

/** What was typed or chosen in the form that asks for access. */
export function askTypedInto(view: ViewOutput, { clusters }: Estate): TypedAsk {
  const several = chosenIn(view, 'namespaces');
  const typed = typedInto(view, 'namespaces').split(/[\s,]+/);
  return {
    cluster: nameOf(typedInto(view, 'cluster'), clusters.keys()),
    namespaces: several ?? typed.filter((name) => name !== ''),
    role: typedInto(view, 'role'),
    duration: typedInto(view, 'duration'),
    reason: typedInto(view, 'reason'),
  };
}

/** What was typed or chosen in one field, whose block and element have the same id. */
export function typedInto(view: ViewOutput, field: string): string {
  const input = inputOf(view, field);
  return input?.selected_option?.value ?? input?.selected_user ?? input?.value ?? '';
}

/** What was chosen in a field of several choices, whose block and element have the same id; nothing where it has none. */
export function chosenIn(view: ViewOutput, field: string): readonly string[] | undefined {
  return inputOf(view, field)?.selected_options?.map(({ value }) => value);
}

function inputOf({ state }: ViewOutput, field: string) {
  return state.values[field]?.[field];
}
