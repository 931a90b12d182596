import { h } from './dom.js';
import { newId } from './ids.js';

/**
 * Radio buttons, or one checkbox for each option where several may be chosen.
 * @param {import('./types.js').Element} element @param {any} given @param {import('./dom.js').Attributes} attributes
 * @param {readonly import('./dom.js').Child[] | undefined} label
 * @param {(value: string | string[] | null) => void} changed
 */
export function choiceGroup(element, given, attributes, label, changed) {
  const one = element.type === 'radio_buttons';
  const groups = element['option_groups'] ?? [];
  const options = element['options'] ?? groups.flatMap((/** @type {any} */ group) => group.options);
  const chosen = new Set(
    one
      ? [given?.selected_option?.value]
      : (given?.selected_options ?? []).map((/** @type {any} */ option) => option.value),
  );
  const name = newId();
  const boxes = options.map((/** @type {any} */ option) =>
    h(
      'label',
      { class: 'choice' },
      h('input', {
        type: one ? 'radio' : 'checkbox',
        name,
        value: option.value,
        checked: chosen.has(option.value),
      }),
      ` ${option.text.text}`,
      option.description && h('span', { class: 'quiet' }, ` ${option.description.text}`),
    ),
  );
  const group = h('fieldset', attributes, h('legend', {}, label ?? []), ...boxes);
  group.addEventListener('change', () => {
    const values = checkedValues(group);
    changed(one ? (values[0] ?? null) : values);
  });
  return group;
}

/** The values of the boxes that are checked. @param {HTMLElement} group @returns {string[]} */
export function checkedValues(group) {
  return [...group.querySelectorAll('input')].filter((box) => box.checked).map((box) => box.value);
}
