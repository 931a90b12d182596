import * as z from 'zod';
import { accessory, actionsElement, image, inputElement } from './elements.ts';
import { limits } from './limits.ts';
import { richTextElement } from './rich-text.ts';
import { anyText, filled, imageUrl, plainText } from './text.ts';

const block = { block_id: filled(limits.blockId).optional() };

const section = z
  .strictObject({
    type: z.literal('section'),
    ...block,
    text: anyText(limits.text).optional(),
    fields: z.array(anyText(limits.fieldText)).min(1).max(limits.fields).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .check((context) => {
    if (context.value.text ?? context.value.fields) return;
    context.issues.push({
      code: 'custom',
      input: context.value,
      path: [],
      message: 'must provide at least one of: text, fields',
    });
  });

const actions = z
  .strictObject({
    type: z.literal('actions'),
    ...block,
    elements: z.array(actionsElement).min(1).max(limits.actionsElements),
  })
  .check((context) => {
    const ids = context.value.elements.flatMap((element) => element.action_id ?? []);
    for (const [index, id] of ids.entries()) {
      if (ids.indexOf(id) === index) continue;
      context.issues.push({
        code: 'custom',
        input: context.value,
        path: ['elements'],
        message: `action_id "${id}" must be unique within the block`,
      });
    }
  });

const blockOf = z.discriminatedUnion('type', [
  section,
  actions,
  z.strictObject({ type: z.literal('header'), ...block, text: plainText(limits.headerText) }),
  z.strictObject({ type: z.literal('divider'), ...block }),
  z.strictObject({
    type: z.literal('context'),
    ...block,
    elements: z
      .array(z.discriminatedUnion('type', [image, ...anyText(limits.text).options]))
      .min(1)
      .max(limits.contextElements),
  }),
  z.strictObject({
    type: z.literal('input'),
    ...block,
    label: plainText(limits.label),
    element: inputElement,
    hint: plainText(limits.label).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal('image'),
    ...block,
    image_url: imageUrl,
    alt_text: filled(limits.altText),
    title: plainText(limits.imageTitle).optional(),
  }),
  z.strictObject({ type: z.literal('rich_text'), ...block, elements: z.array(richTextElement) }),
]);

export type Block = z.infer<typeof blockOf>;

/** At most `maximum` blocks whose block ids differ. */
function blocks(maximum: number) {
  return z
    .array(blockOf)
    .max(maximum)
    .check((context) => {
      const ids = context.value.flatMap((each) => each.block_id ?? []);
      for (const [index, id] of ids.entries()) {
        if (ids.indexOf(id) === index) continue;
        context.issues.push({
          code: 'custom',
          input: context.value,
          path: [],
          message: `block_id "${id}" must be unique`,
        });
      }
    });
}

export const messageBlocks = blocks(limits.messageBlocks);
export const viewBlocks = blocks(limits.viewBlocks);
