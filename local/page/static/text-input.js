import { h } from './dom.js';

/** How long typing rests before the app is told of it: milliseconds. */
const restMs = 400;

/**
 * A line or a box of text. It acts, where it does, on Enter unless the app asked for every character.
 * @param {import('./types.js').Element} element @param {any} given @param {import('./dom.js').Attributes} attributes
 * @param {((value: string | null) => void) | undefined} changed
 */
export function textInput(element, given, attributes, changed) {
  const shared = {
    ...attributes,
    placeholder: element['placeholder']?.text,
    maxlength: element['max_length'],
  };
  const field = element['multiline']
    ? h('textarea', { ...shared, rows: 4 })
    : h('input', { ...shared, type: 'text', autocomplete: 'off' });
  field.value = given?.value ?? '';
  if (changed) actOn(field, element['dispatch_action_config']?.trigger_actions_on, changed);
  return field;
}

/**
 * @param {HTMLInputElement | HTMLTextAreaElement} field @param {string[] | undefined} triggers
 * @param {(value: string | null) => void} changed
 */
function actOn(field, triggers = ['on_enter_pressed'], changed) {
  const tell = () => changed(field.value || null);
  if (triggers.includes('on_enter_pressed')) {
    field.addEventListener('keydown', (event) => {
      if (/** @type {KeyboardEvent} */ (event).key !== 'Enter') return;
      event.preventDefault();
      tell();
    });
  }
  if (triggers.includes('on_character_entered')) {
    let timer = 0;
    field.addEventListener('input', () => {
      clearTimeout(timer);
      timer = window.setTimeout(tell, restMs);
    });
  }
}
