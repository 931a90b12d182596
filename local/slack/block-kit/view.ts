import { z } from 'zod';
import { viewBlocks } from './blocks.ts';
import { limits } from './limits.ts';
import { plainText } from './text.ts';

const common = {
  blocks: viewBlocks,
  private_metadata: z.string().max(limits.privateMetadata).optional(),
  callback_id: z.string().max(limits.callbackId).optional(),
  external_id: z.string().max(limits.externalId).optional(),
};

/** A modal as an app sends it. */
export const modal = z
  .strictObject({
    type: z.literal('modal'),
    title: plainText(limits.modalText),
    close: plainText(limits.modalText).optional(),
    submit: plainText(limits.modalText).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    ...common,
  })
  .check((context) => {
    const hasInput = context.value.blocks.some((block) => block.type === 'input');
    if (!hasInput || context.value.submit) return;
    context.issues.push({
      code: 'custom',
      input: context.value,
      path: [],
      message: 'missing required field: submit',
    });
  });

/** A Home tab as an app sends it. */
export const home = z.strictObject({ type: z.literal('home'), ...common });

export type Modal = z.infer<typeof modal>;
export type Home = z.infer<typeof home>;
