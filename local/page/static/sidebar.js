import { byId, h, list } from './dom.js';

/** @typedef {import('./types.js').Channel} Channel */
/** @typedef {import('./types.js').User} User */
/** @typedef {{id: string, label: string, unread: number, current: boolean}} Entry */

/** @param {readonly User[]} users @param {string} persona */
export function drawPersonas(users, persona) {
  const select = /** @type {HTMLSelectElement} */ (byId('persona'));
  const people = users
    .filter((user) => !user.is_bot)
    .map(({ id, real_name, is_restricted, deleted }) => ({
      id,
      label: real_name + (is_restricted ? ' (guest)' : '') + (deleted ? ' (deactivated)' : ''),
    }));
  list(
    select,
    people,
    ({ id }) => id,
    ({ id, label }) => h('option', { value: id }, label),
  );
  select.value = persona;
}

/**
 * Draws the places a persona can go to.
 * @param {readonly Channel[]} channels @param {string} current
 * @param {(channel: Channel) => number} unreadOf @param {(place: string) => void} go
 */
export function drawPlaces(channels, current, unreadOf, go) {
  /** @param {Channel} channel @returns {Entry} */
  const entry = (channel) => ({
    id: channel.id,
    label: labelOf(channel),
    unread: channel.id === current ? 0 : unreadOf(channel),
    current: channel.id === current,
  });
  /** @param {string} id @param {readonly Entry[]} entries */
  const draw = (id, entries) =>
    list(
      byId(id),
      entries,
      (each) => each.id,
      (each) => drawEntry(each, go),
    );
  draw('apps', [{ id: 'home', label: 'App Home', unread: 0, current: current === 'home' }]);
  draw('channels', channels.filter(({ kind }) => kind !== 'im').map(entry));
  draw('directs', channels.filter(({ kind }) => kind === 'im').map(entry));
}

/** @param {Channel} channel */
function labelOf({ kind, name, isArchived }) {
  if (kind === 'im') return 'k8s-access';
  return `# ${name}${isArchived ? ' (archived)' : ''}`;
}

/** @param {Entry} entry @param {(place: string) => void} go */
function drawEntry({ id, label, unread, current }, go) {
  return h(
    'li',
    {},
    h(
      'button',
      {
        type: 'button',
        class: unread ? 'unread' : undefined,
        'aria-current': current && 'page',
        onclick: () => go(id),
      },
      label,
      unread > 0 && h('span', { class: 'count' }, unread, h('span', { class: 'hidden' }, ' unread')),
    ),
  );
}

/** Where a persona can look: public channels, and where they are a member. @param {Channel} channel @param {string} user */
export function isOpenTo(channel, user) {
  return channel.kind === 'public' || channel.members.includes(user);
}
