import { externalSelect } from './external-select.js';

/** @typedef {import('./types.js').User} User */

/** As many as Slack shows of any select. */
const most = 100;

/**
 * A select of people, searched on the page itself: there may be thousands.
 * @param {import('./types.js').Element} element @param {any} given @param {import('./dom.js').Attributes} attributes
 * @param {readonly import('./dom.js').Child[] | undefined} label
 * @param {(value: string | string[] | null) => void} changed @param {readonly User[]} users
 */
export function usersSelect(element, given, attributes, label, changed, users) {
  const chosen = users.find(({ id }) => id === given?.selected_user);
  const selected = { selected_option: chosen && asOption(chosen) };
  const searched = { ...element, min_query_length: 0 };
  return externalSelect(searched, selected, attributes, label, changed, async (_, typed) =>
    matching(users, typed).slice(0, most).map(asOption),
  );
}

/** People whose name has `typed` in it; neither bots nor those who left. @param {readonly User[]} users @param {string} typed */
export function matching(users, typed) {
  const wanted = typed.toLowerCase();
  return users.filter(
    ({ is_bot, deleted, name, real_name }) =>
      !is_bot && !deleted && `${name} ${real_name}`.toLowerCase().includes(wanted),
  );
}

/** @param {User} user */
function asOption({ id, real_name }) {
  return { text: { text: real_name }, value: id };
}
