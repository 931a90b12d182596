import { checkedValues } from './choices.js';

/**
 * What the inputs of a form hold, by block id and action id, as `POST /local/slack/submit` takes it.
 * @param {HTMLElement} form @returns {import('./types.js').FormValues}
 */
export function formValues(form) {
  /** @type {import('./types.js').FormValues} */
  const values = {};
  for (const field of form.querySelectorAll('[data-block]')) {
    const { block = '', action = '', type = '' } = /** @type {HTMLElement} */ (field).dataset;
    values[block] = { ...values[block], [action]: valueIn(/** @type {HTMLElement} */ (field), type) };
  }
  return values;
}

/**
 * The same context, in which an act or a search brings what `form` holds by then.
 * @param {import('./controls.js').Context} context @param {HTMLElement} form @returns {import('./controls.js').Context}
 */
export function actingWithin(context, form) {
  return {
    ...context,
    act: (element, value) => context.act(element, value, formValues(form)),
    suggest: (element, typed) => context.suggest(element, typed, formValues(form)),
  };
}

/** @param {HTMLElement} field @param {string} type @returns {string | string[] | null} */
function valueIn(field, type) {
  if (type === 'radio_buttons') return checkedValues(field)[0] ?? null;
  if (type === 'checkboxes' || type === 'multi_static_select') return checkedValues(field);
  if (type === 'multi_external_select') {
    return [.../** @type {HTMLSelectElement} */ (field).selectedOptions].map((option) => option.value);
  }
  return /** @type {HTMLInputElement} */ (field).value || null;
}
