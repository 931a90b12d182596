import * as z from 'zod';
import { limits } from './limits.ts';
import { choice, initialAmong, overflowOption } from './options.ts';
import {
  externalSelect,
  multiExternalSelect,
  multiStaticSelect,
  staticSelect,
  usersSelect,
} from './selects.ts';
import { actionable, confirm, filled, imageUrl, linkUrl, placeholder, plainText } from './text.ts';

const focusable = { focus_on_load: z.boolean().optional() };

const button = z.strictObject({
  type: z.literal('button'),
  ...actionable,
  text: plainText(limits.buttonText),
  url: linkUrl.optional(),
  value: z.string().max(limits.buttonValue).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirm.optional(),
  accessibility_label: filled(limits.accessibilityLabel).optional(),
});

const radioButtons = z
  .strictObject({
    type: z.literal('radio_buttons'),
    ...actionable,
    ...focusable,
    options: z.array(choice).min(1).max(limits.choiceOptions),
    initial_option: choice.optional(),
    confirm: confirm.optional(),
  })
  .check((context) => {
    const initial = context.value.initial_option;
    if (initial) initialAmong(context.value.options, [initial], context);
  });

const checkboxes = z
  .strictObject({
    type: z.literal('checkboxes'),
    ...actionable,
    ...focusable,
    options: z.array(choice).min(1).max(limits.choiceOptions),
    initial_options: z.array(choice).min(1).optional(),
    confirm: confirm.optional(),
  })
  .check((context) => initialAmong(context.value.options, context.value.initial_options ?? [], context));

const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...actionable,
  options: z.array(overflowOption).min(1).max(limits.overflowOptions),
  confirm: confirm.optional(),
});

const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...actionable,
  ...focusable,
  initial_date: z.iso.date().optional(),
  placeholder: placeholder.optional(),
  confirm: confirm.optional(),
});

const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...actionable,
  ...focusable,
  initial_time: z.iso.time({ precision: -1 }).optional(),
  placeholder: placeholder.optional(),
  confirm: confirm.optional(),
  timezone: z.string().min(1).optional(),
});

const plainTextInput = z.strictObject({
  type: z.literal('plain_text_input'),
  ...actionable,
  ...focusable,
  placeholder: placeholder.optional(),
  initial_value: z.string().max(limits.inputLength).optional(),
  multiline: z.boolean().optional(),
  min_length: z.int().min(0).max(limits.inputLength).optional(),
  max_length: z.int().min(1).max(limits.inputLength).optional(),
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1),
    })
    .optional(),
});

export const image = z.strictObject({
  type: z.literal('image'),
  image_url: imageUrl,
  alt_text: filled(limits.altText),
});

/** What an input block holds. */
export const inputElement = z.discriminatedUnion('type', [
  plainTextInput,
  staticSelect,
  externalSelect,
  multiStaticSelect,
  multiExternalSelect,
  usersSelect,
  radioButtons,
  checkboxes,
  datepicker,
  timepicker,
]);

/** What an actions block holds. */
export const actionsElement = z.discriminatedUnion('type', [
  button,
  staticSelect,
  externalSelect,
  multiStaticSelect,
  multiExternalSelect,
  usersSelect,
  radioButtons,
  checkboxes,
  overflow,
  datepicker,
  timepicker,
]);

/** What stands beside a section's text. */
export const accessory = z.discriminatedUnion('type', [...actionsElement.options, image]);

/** An element that a person can act on. */
export type Interactive = z.infer<typeof actionsElement> | z.infer<typeof inputElement>;
