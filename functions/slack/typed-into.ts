import type { ViewOutput } from '@slack/bolt';
import type { TypedAsk } from './ask.ts';

/** What was typed or chosen in the form that asks for access. */
export function askTypedInto(view: ViewOutput): TypedAsk {
  const several = inputOf(view, 'namespaces')?.selected_options?.map(({ value }) => value);
  const typed = typedInto(view, 'namespaces').split(/[\s,]+/);
  return {
    cluster: typedInto(view, 'cluster'),
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

function inputOf({ state }: ViewOutput, field: string) {
  return state.values[field]?.[field];
}
