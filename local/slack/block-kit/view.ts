import * as z from 'zod';
import { viewBlocks } from './blocks.ts';
import { interactives } from './interactive.ts';
import { limits } from './limits.ts';
import { plainText } from './text.ts';

/** https://docs.slack.dev/reference/block-kit/block-elements: only one element of a view can be focused. */
function focusedOnce(context: z.core.ParsePayload<z.infer<typeof viewBlocks>>): void {
  const focused = interactives(context.value).filter(
    ({ element }) => 'focus_on_load' in element && element.focus_on_load === true,
  );
  if (focused.length < 2) return;
  const message = 'only one element can have focus_on_load';
  context.issues.push({ code: 'custom', input: context.value, path: [], message });
}

const common = {
  blocks: viewBlocks.check(focusedOnce),
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
