import { useId } from 'preact/hooks';
import type { BlockOf } from '../model/block-kit.ts';
import { Control } from './control.tsx';
import type { Form } from './form.ts';

/** An element with its label, its hint, and what is wrong with it. */
export function Input({ block, form }: { block: BlockOf<'input'>; form: Form }) {
  const id = useId();
  const error = form.errors[block.block_id];
  return (
    <div class={error === undefined ? 'input' : 'input wrong'} data-block={block.block_id}>
      <span class="label" id={`${id}-label`}>
        {block.label.text}
        {block.optional && <span class="quiet"> (optional)</span>}
      </span>
      <Control
        element={block.element}
        block={block}
        form={form}
        labelledBy={`${id}-label`}
        describedBy={error === undefined ? undefined : `${id}-error`}
      />
      {error !== undefined && (
        <p class="error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
      {block.hint && <p class="quiet">{block.hint.text}</p>}
    </div>
  );
}
