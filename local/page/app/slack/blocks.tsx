import { type Block, type BlockOf, type ImageElement, isImage } from '../model/block-kit.ts';
import { Control } from './control.tsx';
import type { Form } from './form.ts';
import { Input } from './input.tsx';
import type { Names } from './names.ts';
import { RichText } from './rich-text.tsx';
import { Text } from './text.tsx';

interface Props {
  readonly names: Names;
  /** What the elements of the blocks hold, and what they do. */
  readonly form: Form;
}

/** Block Kit. https://docs.slack.dev/reference/block-kit/blocks */
export function Blocks({ blocks, ...rest }: Props & { blocks: readonly Block[] }) {
  return (
    <>
      {blocks.map((block) => (
        <AnyBlock key={block.block_id} block={block} {...rest} />
      ))}
    </>
  );
}

function AnyBlock({ block, names, form }: Props & { block: Block }) {
  switch (block.type) {
    case 'header':
      return (
        <h3 class="header">
          <Text object={block.text} names={names} />
        </h3>
      );
    case 'divider':
      return <hr />;
    case 'section':
      return <Section block={block} names={names} form={form} />;
    case 'context':
      return <Context block={block} names={names} />;
    case 'actions':
      return (
        <div class="actions">
          {block.elements.map((element) => (
            <Control key={element.action_id} element={element} block={block} form={form} />
          ))}
        </div>
      );
    case 'image':
      return <Image object={block} />;
    case 'input':
      return <Input block={block} form={form} />;
    case 'rich_text':
      return <RichText block={block} names={names} />;
  }
}

function Section({ block, names, form }: Props & { block: BlockOf<'section'> }) {
  const { accessory } = block;
  return (
    <div class="section">
      <div>
        {block.text && (
          <p>
            <Text object={block.text} names={names} />
          </p>
        )}
        {block.fields && (
          <ul class="fields">
            {block.fields.map((field) => (
              <li>
                <Text object={field} names={names} />
              </li>
            ))}
          </ul>
        )}
      </div>
      {accessory &&
        (isImage(accessory) ? (
          <Image object={accessory} />
        ) : (
          <Control element={accessory} block={block} form={form} />
        ))}
    </div>
  );
}

function Context({ block, names }: { block: BlockOf<'context'>; names: Names }) {
  return (
    <p class="context">
      {block.elements.map((element) =>
        isImage(element) ? (
          <Image object={element} />
        ) : (
          <span>
            <Text object={element} names={names} />
          </span>
        ),
      )}
    </p>
  );
}

function Image({ object }: { object: ImageElement }) {
  return <img src={object.image_url} alt={object.alt_text} loading="lazy" />;
}
