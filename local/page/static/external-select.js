import { h } from './dom.js';
import { newId } from './ids.js';

/**
 * A select whose options the app suggests for what is typed: a search field over a list of choices.
 * @param {import('./types.js').Element} element @param {any} given @param {import('./dom.js').Attributes} attributes
 * @param {readonly import('./dom.js').Child[] | undefined} label
 * @param {(value: string | string[] | null) => void} changed
 * @param {import('./controls.js').Context['suggest']} suggest
 */
export function externalSelect(element, given, attributes, label, changed, suggest) {
  const several = element.type === 'multi_external_select';
  const chosen = several ? (given?.selected_options ?? []) : [given?.selected_option].filter(Boolean);
  const searchId = newId();
  const search = h('input', {
    id: searchId,
    type: 'search',
    autocomplete: 'off',
    placeholder: element['placeholder']?.text ?? 'Type to search',
  });
  const field = h('select', { ...attributes, multiple: several, 'aria-label': 'Suggestions' });
  const minimum = element['min_query_length'] ?? 3;

  /** @param {readonly import('./controls.js').Option[]} options */
  const show = (options) => {
    const kept = new Set([...field.selectedOptions].map((option) => option.value));
    const entries = options.map(({ text, value }) =>
      h('option', { value, selected: kept.has(value) }, text.text),
    );
    field.replaceChildren(...(several ? [] : [h('option', { value: '' }, 'Choose…')]), ...entries);
  };
  show(chosen);
  for (const option of field.options) option.selected = option.value !== '';

  const ask = async () => {
    if (search.value.length < minimum) return;
    const typed = search.value;
    const options = await suggest(element, typed);
    if (typed === search.value) show(options);
  };
  search.addEventListener('input', ask);
  search.addEventListener('focus', ask, { once: true });
  field.addEventListener('change', () => {
    const values = [...field.selectedOptions].map((option) => option.value).filter((value) => value !== '');
    changed(several ? values : (values[0] ?? null));
  });
  return h('div', {}, h('label', { class: 'label', for: searchId }, label ?? 'Search'), search, field);
}
