import type { ComponentChildren } from 'preact';

interface Props<Item> {
  readonly id: string;
  readonly label: string;
  readonly class?: string;
  /** None, where the list is closed. */
  readonly items: readonly Item[] | undefined;
  /** Which of them the arrow keys have come to; its element has the id `<id>-<at>`. */
  readonly at: number;
  keyOf(item: Item): string;
  isChosen?(item: Item): boolean;
  draw(item: Item): ComponentChildren;
  choose(item: Item): void;
}

/** What a field offers. The focus, and with it the keys, stay with the field. */
export function OptionList<Item>({
  id,
  label,
  items,
  at,
  keyOf,
  isChosen,
  draw,
  choose,
  ...props
}: Props<Item>) {
  return (
    <div
      id={id}
      class={`options ${props.class ?? ''}`}
      role="listbox"
      aria-label={label}
      hidden={items === undefined}
    >
      {items?.map((item, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's
        <div
          key={keyOf(item)}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={isChosen?.(item) ?? index === at}
          class={index === at ? 'active' : undefined}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(item)}
        >
          {draw(item)}
        </div>
      ))}
      {items?.length === 0 && (
        <div class="quiet" role="option" tabIndex={-1} aria-selected="false" aria-disabled="true">
          Nothing found
        </div>
      )}
    </div>
  );
}
