import * as z from 'zod';
import { initialAmong, offered, option, optionGroups, options } from './options.ts';
import { actionable, confirm, placeholder } from './text.ts';

const select = {
  ...actionable,
  placeholder: placeholder.optional(),
  confirm: confirm.optional(),
  focus_on_load: z.boolean().optional(),
};
const multi = { ...select, max_selected_items: z.int().min(1).optional() };
const external = { min_query_length: z.int().min(0).optional() };
const fixed = { options: options.optional(), option_groups: optionGroups.optional() };

/** Refuses a static select that has neither or both of `options` and `option_groups`. */
function offersOnce(context: z.core.ParsePayload<{ options?: unknown; option_groups?: unknown }>): void {
  const { options: plain, option_groups: grouped } = context.value;
  if ((plain === undefined) !== (grouped === undefined)) return;
  context.issues.push({
    code: 'custom',
    input: context.value,
    path: [],
    message: 'must provide exactly one of: options, option_groups',
  });
}

export const staticSelect = z
  .strictObject({ type: z.literal('static_select'), ...select, ...fixed, initial_option: option.optional() })
  .check(offersOnce, (context) => {
    const initial = context.value.initial_option;
    if (initial) initialAmong(offered(context.value), [initial], context);
  });

export const multiStaticSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    ...multi,
    ...fixed,
    initial_options: z.array(option).min(1).optional(),
  })
  .check(offersOnce, (context) =>
    initialAmong(offered(context.value), context.value.initial_options ?? [], context),
  );

export const externalSelect = z.strictObject({
  type: z.literal('external_select'),
  ...select,
  ...external,
  initial_option: option.optional(),
});

export const multiExternalSelect = z.strictObject({
  type: z.literal('multi_external_select'),
  ...multi,
  ...external,
  initial_options: z.array(option).min(1).optional(),
});

export const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  ...select,
  initial_user: z.string().min(1).optional(),
});
