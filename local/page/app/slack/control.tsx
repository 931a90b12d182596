import type { Block, Element, Option } from '../model/block-kit.ts';
import type { Value } from '../model/types.ts';
import { useSession } from '../session.ts';
import { askFirst } from './ask-first.ts';
import { Choices } from './choices.tsx';
import { Combobox } from './combobox.tsx';
import type { Form } from './form.ts';
import { matching } from './matching.ts';
import { TextInput } from './text-input.tsx';

export interface ControlProps {
  readonly element: Element;
  readonly block: Block;
  readonly form: Form;
  /** The id of what labels it; outside of an input it has a label of its own. */
  readonly labelledBy?: string;
  readonly describedBy?: string | undefined;
}

/** An interactive element. In an input it acts only where the block says `dispatch_action`, elsewhere on every change. */
export function Control(props: ControlProps) {
  const { element, block, form } = props;
  const { state } = useSession();
  if (element.type === 'button') return <Button element={element} form={form} />;
  const acts = block.type !== 'input' || block.dispatch_action === true;
  const changed = (value: Value) => {
    form.put(block, element, value);
    if (acts) void askFirst(element).then((sure) => (sure ? form.act(element, value) : undefined));
  };
  const options: readonly Option[] =
    element.options ?? (element.option_groups ?? []).flatMap((group) => group.options);
  const shared = { ...props, value: form.value(block, element), changed };
  switch (element.type) {
    case 'plain_text_input':
      return <TextInput {...shared} acts={acts} />;
    case 'radio_buttons':
    case 'checkboxes':
      return <Choices {...shared} options={options} />;
    case 'external_select':
    case 'multi_external_select':
      return (
        <Combobox
          {...shared}
          minimum={element.min_query_length ?? 3}
          find={(typed) => form.suggest(element, typed)}
        />
      );
    case 'multi_static_select':
      return <Combobox {...shared} minimum={0} find={async (typed) => matching(options, typed)} />;
    case 'users_select':
    case 'multi_users_select': {
      const people = state.users
        .filter(({ is_bot, deleted }) => !is_bot && !deleted)
        .map(({ id, real_name }) => ({ text: { text: real_name }, value: id }));
      return (
        <Combobox {...shared} known={people} minimum={0} find={async (typed) => matching(people, typed)} />
      );
    }
    case 'datepicker':
    case 'timepicker':
      return <Moment {...shared} type={element.type === 'datepicker' ? 'date' : 'time'} />;
    default:
      return <Select {...shared} options={options} />;
  }
}

function Button({ element, form }: { element: Element; form: Form }) {
  const click = async () => {
    if (element.url) window.open(element.url, '_blank', 'noopener');
    if (await askFirst(element)) await form.act(element);
  };
  return (
    <button
      type="button"
      class={element.style ?? 'secondary'}
      data-action={element.action_id}
      aria-label={element.accessibility_label}
      onClick={() => void click()}
    >
      {element.text?.text}
    </button>
  );
}

/** What a control needs beside where it stands. */
export interface Held extends ControlProps {
  readonly value: Value;
  changed(value: Value): void;
}

/** How a control says what it is. */
export function ariaOf({ element, labelledBy, describedBy }: ControlProps) {
  return {
    'aria-label': labelledBy === undefined ? (element.placeholder?.text ?? element.action_id) : undefined,
    'aria-labelledby': labelledBy,
    'aria-describedby': describedBy,
    'aria-invalid': describedBy === undefined ? undefined : ('true' as const),
    'data-action': element.action_id,
  };
}

function Select({ value, changed, options, ...props }: Held & { options: readonly Option[] }) {
  return (
    <select
      {...ariaOf(props)}
      value={String(value ?? '')}
      onChange={(event) => changed(event.currentTarget.value || null)}
    >
      <option value="">{props.element.placeholder?.text ?? 'Choose…'}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.text.text}
        </option>
      ))}
    </select>
  );
}

function Moment({ value, changed, type, ...props }: Held & { type: 'date' | 'time' }) {
  return (
    <input
      {...ariaOf(props)}
      type={type}
      value={String(value ?? '')}
      onChange={(event) => changed(event.currentTarget.value || null)}
    />
  );
}
