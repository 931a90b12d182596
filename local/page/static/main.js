import {
  advance,
  askOptions,
  closeForm,
  openHome,
  readState,
  sendAction,
  sendCommand,
  sendForm,
} from './api.js';
import { drawBlocks } from './blocks.js';
import { byId, h, list } from './dom.js';
import { actingWithin } from './form.js';
import { drawMessages, visibleTo } from './messages.js';
import { modalDialog } from './modal.js';
import { drawPersonas, drawPlaces, isOpenTo } from './sidebar.js';
import { drawTruth, secondsToNextWakeUp } from './truth.js';

/** @typedef {import('./types.js').State} State */
/** @typedef {import('./types.js').Channel} Channel */
/** @typedef {import('./controls.js').Context} Context */

/** @type {State | undefined} */
let state;
let persona = '';
let place = '';
/** The last ts that each persona has seen in each channel. @type {Map<string, string>} */
const seen = new Map();

const modal = modalDialog(byId('modal'), {
  submit: async (view, values) => {
    const outcome = await sendForm({ user: view.user, view_id: view.id, values });
    await refresh();
    return outcome;
  },
  close: async (view) => {
    await closeForm({ user: view.user, view_id: view.id });
    await refresh();
  },
});

/** Reads the state and draws it; says so where the platform is not there. */
async function refresh() {
  try {
    state = await readState();
  } catch {
    tell('The platform does not answer. Start it with npm start.');
    return;
  }
  persona ||= state.slack.users.find((user) => !user.is_bot)?.id ?? '';
  place ||= state.slack.channels[0]?.id ?? 'home';
  draw(state);
}

/** @param {State} current */
function draw(current) {
  const { users, channels, views, homes } = current.slack;
  const mine = channels.filter((channel) => isOpenTo(channel, persona));
  const channel = mine.find(({ id }) => id === place);
  if (channel) seen.set(`${persona}/${channel.id}`, channel.messages.at(-1)?.ts ?? '');
  drawPersonas(users, persona);
  drawPlaces(mine, place, unread, go);
  drawTruth(current, contextFor(current, {}).world.timeZone);
  if (channel) drawChannel(current, channel);
  else drawHome(current, homes[persona]);
  const top = views.filter((view) => view.user === persona).at(-1);
  modal.show(top, contextFor(current, { view_id: top?.id }, top?.state.values));
}

/** @param {State} current @param {Channel} channel */
function drawChannel(current, channel) {
  byId('place').textContent = channel.kind === 'im' ? 'k8s-access' : `# ${channel.name}`;
  byId('composer').hidden = false;
  drawMessages(byId('messages'), visibleTo(channel, persona), (message) =>
    contextFor(current, { channel: message.channel, ts: message.ts }),
  );
}

/** @param {State} current @param {import('./types.js').View | undefined} view */
function drawHome(current, view) {
  byId('place').textContent = 'App Home';
  byId('composer').hidden = true;
  const messages = byId('messages');
  list(
    messages,
    view ? [view] : [],
    ({ id, hash }) => id + hash,
    (home) =>
      h(
        'li',
        { class: 'message' },
        ...drawBlocks(
          home.blocks,
          actingWithin(contextFor(current, { view_id: home.id }, home.state.values), messages),
        ),
      ),
  );
}

/**
 * How blocks are drawn and act at `at`, which is how the local API names that place.
 * @param {State} current @param {{channel?: string, ts?: string, view_id?: string | undefined}} at
 * @param {Record<string, Record<string, any>>} [values] @returns {Context}
 */
function contextFor(current, at, values) {
  const { users, channels, usergroups } = current.slack;
  const user = persona;
  return {
    users,
    world: {
      now: Date.parse(current.now),
      timeZone: users.find(({ id }) => id === user)?.tz ?? 'UTC',
      userName: (id) =>
        id === 'USLACKBOT' ? 'Slackbot' : (users.find((each) => each.id === id)?.name ?? id),
      channelName: (id) => channels.find((each) => each.id === id)?.name ?? '',
      groupName: (id) => usergroups.find((each) => each.id === id)?.handle ?? '',
    },
    act: (element, value = element['value'], values = undefined) =>
      void report(sendAction({ user, ...at, action_id: element.action_id, value, values })),
    suggest: async (element, typed, values) => {
      const search = { user, ...at, action_id: element.action_id, value: typed, values };
      const outcome = await askOptions(search);
      if (outcome.problem) tell(outcome.problem);
      return outcome.options ?? [];
    },
    valueOf: (block, element) => values?.[block.block_id]?.[element.action_id],
  };
}

/** @param {Channel} channel */
function unread(channel) {
  const last = seen.get(`${persona}/${channel.id}`) ?? '';
  return visibleTo(channel, persona).filter(({ ts }) => ts > last).length;
}

/** @param {string} where */
function go(where) {
  place = where;
  byId('messages').replaceChildren();
  if (where === 'home') void report(openHome({ user: persona }));
  if (state) draw(state);
  byId('messages').scrollTop = byId('messages').scrollHeight;
}

/** Waits for something that was done, tells what went wrong, and shows what is true now. @param {Promise<import('./types.js').Outcome>} doing */
async function report(doing) {
  try {
    const outcome = await doing;
    tell(outcome.problem ?? '');
  } catch {
    tell('The platform does not answer. Start it with npm start.');
  }
  await refresh();
}

/** @param {string} sentence */
function tell(sentence) {
  const status = byId('status');
  if (status.textContent !== sentence) status.textContent = sentence;
}

byId('persona').addEventListener('change', () => {
  persona = /** @type {HTMLSelectElement} */ (byId('persona')).value;
  byId('messages').replaceChildren();
  const channels = state?.slack.channels ?? [];
  const there = channels.find(({ id }) => id === place);
  if (there && !isOpenTo(there, persona)) {
    const alike = channels.find((channel) => channel.kind === there.kind && isOpenTo(channel, persona));
    place = alike?.id ?? channels[0]?.id ?? 'home';
  }
  if (state) draw(state);
});

byId('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  const field = /** @type {HTMLInputElement} */ (byId('command'));
  const [, command = '', text = ''] = field.value.trim().match(/^(\/\S+)\s*(.*)$/s) ?? [];
  if (command === '') {
    tell('Type a slash command, for example /k8s-access help.');
    return;
  }
  field.value = '';
  tell('');
  void report(sendCommand({ user: persona, channel: place, command, text }));
});

for (const button of document.querySelectorAll('[data-seconds]')) {
  const seconds = Number(/** @type {HTMLElement} */ (button).dataset['seconds']);
  button.addEventListener('click', () => void report(advance(seconds)));
}

byId('next-wake-up').addEventListener('click', () => {
  const seconds = state && secondsToNextWakeUp(state);
  if (seconds === undefined) tell('No machine waits for anything.');
  else void report(advance(seconds));
});

await refresh();
byId('messages').scrollTop = byId('messages').scrollHeight;
setInterval(refresh, 1000);
