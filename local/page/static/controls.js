import { choiceGroup } from './choices.js';
import { h } from './dom.js';
import { externalSelect } from './external-select.js';
import { textInput } from './text-input.js';
import { usersSelect } from './users-select.js';

/** @typedef {import('./types.js').Block} Block */
/** @typedef {import('./types.js').Element} Element */
/** @typedef {import('./dom.js').Child} Child */

/**
 * Where blocks are drawn: `act` sends an action, `suggest` asks for the options of an external select, `valueOf` tells
 * what an input holds already.
 * @typedef {{
 *   world: import('./types.js').World,
 *   users: readonly import('./types.js').User[],
 *   act: import('./types.js').Act,
 *   suggest(element: Element, typed: string, values?: import('./types.js').FormValues): Promise<readonly Option[]>,
 *   valueOf(block: Block, element: Element): any,
 *   errors?: Record<string, string>,
 * }} Context
 * @typedef {{text: {text: string}, value: string}} Option
 */

/**
 * An interactive element. In an input block it has a label, is read when the form is submitted, and acts only where
 * the block says `dispatch_action`; elsewhere it acts on every change.
 * @param {Element} element @param {Block} block @param {Context} context @param {readonly Child[]} [label]
 * @returns {HTMLElement}
 */
export function control(element, block, context, label) {
  if (element.type === 'button') return button(element, context);
  const acts = block.type !== 'input' || block['dispatch_action'] === true;
  /** @param {string | string[] | null} value */
  const changed = (value) => {
    if (acts && confirmed(element)) context.act(element, value);
  };
  const described = context.errors?.[block.block_id] === undefined ? undefined : `error-${block.block_id}`;
  /** @type {import('./dom.js').Attributes} */
  const attributes = {
    'data-block': block.block_id,
    'data-action': element.action_id,
    'data-type': element.type,
    'aria-describedby': described,
    'aria-invalid': described && 'true',
    'aria-label': label ? undefined : (element['placeholder']?.text ?? element.action_id),
    autofocus: element['focus_on_load'] === true,
  };
  const given = context.valueOf(block, element);
  switch (element.type) {
    case 'radio_buttons':
    case 'checkboxes':
    case 'multi_static_select':
      return choiceGroup(element, given, attributes, label, changed);
    case 'external_select':
    case 'multi_external_select':
      return externalSelect(element, given, attributes, label, changed, context.suggest);
    case 'users_select':
      return usersSelect(element, given, attributes, label, changed, context.users);
    case 'plain_text_input':
      return labelled(label, textInput(element, given, attributes, acts ? changed : undefined));
    default:
      return labelled(label, single(element, given, attributes, changed));
  }
}

/** @param {readonly Child[] | undefined} label @param {HTMLElement} field */
function labelled(label, field) {
  return label ? h('label', {}, h('span', { class: 'label' }, label), field) : field;
}

/** @param {Element} element @param {Context} context */
function button(element, context) {
  return h(
    'button',
    {
      type: 'button',
      class: element['style'],
      'data-action': element.action_id,
      'aria-label': element['accessibility_label'],
      onclick: () => {
        if (element['url']) window.open(element['url'], '_blank', 'noopener');
        if (confirmed(element)) context.act(element);
      },
    },
    element['text'].text,
  );
}

/**
 * @param {Element} element @param {any} given @param {import('./dom.js').Attributes} attributes
 * @param {(value: string | null) => void} changed
 */
function single(element, given, attributes, changed) {
  switch (element.type) {
    case 'datepicker':
    case 'timepicker': {
      const isDate = element.type === 'datepicker';
      const value = isDate ? given?.selected_date : given?.selected_time;
      const field = h('input', { ...attributes, type: isDate ? 'date' : 'time', value: value ?? undefined });
      field.addEventListener('change', () => changed(field.value || null));
      return field;
    }
    default: {
      const groups = element['option_groups'] ?? [];
      const options = element['options'] ?? groups.flatMap((/** @type {any} */ group) => group.options);
      return select(options, given?.selected_option?.value, attributes, changed);
    }
  }
}

/**
 * @param {readonly Option[]} options @param {string | undefined} chosen @param {import('./dom.js').Attributes} attributes
 * @param {(value: string | null) => void} changed
 */
function select(options, chosen, attributes, changed) {
  const entries = options.map(({ text, value }) =>
    h('option', { value, selected: value === chosen }, text.text),
  );
  const field = h('select', attributes, h('option', { value: '' }, 'Choose…'), ...entries);
  field.addEventListener('change', () => changed(field.value || null));
  return field;
}

/** Asks where the element wants to be sure. @param {Element} element */
function confirmed(element) {
  const confirm = element['confirm'];
  return !confirm || window.confirm(`${confirm.title.text}\n\n${confirm.text.text}`);
}
