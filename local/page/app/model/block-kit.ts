// Block Kit as the page draws it: https://docs.slack.dev/reference/block-kit/blocks. The local workspace refuses every
// other block before it comes here.

export interface TextObject {
  readonly type: string;
  readonly text: string;
  readonly emoji?: boolean;
}

export interface Option {
  readonly text: { readonly text: string };
  readonly value: string;
  readonly description?: { readonly text: string };
}

export interface ImageElement {
  readonly type: 'image';
  readonly image_url: string;
  readonly alt_text: string;
}

/** An interactive element; which of these it has is its type's to say. */
export interface Element {
  readonly type: string;
  readonly action_id: string;
  readonly value?: string;
  readonly url?: string;
  readonly style?: string;
  readonly text?: TextObject;
  readonly accessibility_label?: string;
  readonly placeholder?: TextObject;
  readonly options?: readonly Option[];
  readonly option_groups?: readonly { readonly options: readonly Option[] }[];
  readonly min_query_length?: number;
  readonly max_length?: number;
  readonly multiline?: boolean;
  readonly dispatch_action_config?: { readonly trigger_actions_on?: readonly string[] };
  readonly confirm?: { readonly title: TextObject; readonly text: TextObject };
}

interface Section {
  readonly type: 'section';
  readonly text?: TextObject;
  readonly fields?: readonly TextObject[];
  readonly accessory?: Element | ImageElement;
}

interface Input {
  readonly type: 'input';
  readonly label: TextObject;
  readonly element: Element;
  readonly hint?: TextObject;
  readonly optional?: boolean;
  readonly dispatch_action?: boolean;
}

/** A word, or several, of a `rich_text` block. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
export type Inline = { readonly style?: Readonly<Record<string, boolean>> } & (
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'link'; readonly url: string; readonly text?: string }
  | { readonly type: 'user'; readonly user_id: string }
  | { readonly type: 'usergroup'; readonly usergroup_id: string }
  | { readonly type: 'channel'; readonly channel_id: string }
  | { readonly type: 'emoji'; readonly name: string }
  | { readonly type: 'date'; readonly timestamp: number; readonly format: string; readonly fallback?: string }
  | { readonly type: 'broadcast'; readonly range: string }
);

interface Line {
  readonly type: 'rich_text_section' | 'rich_text_preformatted' | 'rich_text_quote';
  readonly elements: readonly Inline[];
}

export type RichTextPart =
  | Line
  | { readonly type: 'rich_text_list'; readonly style: string; readonly elements: readonly Line[] };

export type Block = { readonly block_id: string } & (
  | { readonly type: 'header'; readonly text: TextObject }
  | { readonly type: 'divider' }
  | { readonly type: 'context'; readonly elements: readonly (TextObject | ImageElement)[] }
  | { readonly type: 'actions'; readonly elements: readonly Element[] }
  | { readonly type: 'rich_text'; readonly elements: readonly RichTextPart[] }
  | ImageElement
  | Section
  | Input
);

/** A block of one type. */
export type BlockOf<Type extends Block['type']> = Extract<Block, { readonly type: Type }>;

export function isImage(element: Element | ImageElement | TextObject): element is ImageElement {
  return element.type === 'image';
}
