import { drawBlocks } from './blocks.js';
import { h, list } from './dom.js';
import { mrkdwn } from './text.js';
import { clockTime } from './time.js';

/** @typedef {import('./types.js').Message} Message */
/** @typedef {import('./types.js').Channel} Channel */
/** @typedef {import('./controls.js').Context} Context */

/**
 * Draws the messages of a channel that the persona can see, and stays at the end where it was.
 * @param {HTMLElement} container @param {readonly Message[]} messages @param {(message: Message) => Context} contextOf
 */
export function drawMessages(container, messages, contextOf) {
  const atEnd = container.scrollHeight - container.scrollTop - container.clientHeight < 40;
  list(
    container,
    inThreads(messages),
    (message) => `${message.channel}/${message.ts}`,
    (message) => drawMessage(message, contextOf(message)),
  );
  if (atEnd) container.scrollTop = container.scrollHeight;
}

/** Each thread's replies below the message that began it. @param {readonly Message[]} messages */
export function inThreads(messages) {
  /** @param {Message} message */
  const threadOf = ({ threadTs, ts }) => threadTs ?? ts;
  return messages.toSorted((one, other) => Number(threadOf(one)) - Number(threadOf(other)));
}

/** @param {Message} message @param {Context} context */
function drawMessage(message, context) {
  const { world } = context;
  const body =
    message.blocks.length > 0
      ? drawBlocks(message.blocks, context)
      : [h('p', {}, mrkdwn(message.text, world))];
  return h(
    'li',
    { class: `message${message.ephemeralTo ? ' ephemeral' : ''}${message.threadTs ? ' reply' : ''}` },
    h(
      'p',
      { class: 'author' },
      h('strong', {}, world.userName(message.user)),
      ' ',
      h('time', {}, clockTime(Number(message.ts) * 1000, world.timeZone)),
      message.threadTs &&
        h('span', { class: 'badge' }, message.broadcast ? 'Reply, also to the channel' : 'Reply'),
      message.editedTs && h('span', { class: 'quiet' }, ' (edited)'),
      message.ephemeralTo && h('span', { class: 'badge' }, 'Only visible to you'),
    ),
    ...body,
    message.reactions.length > 0 &&
      h(
        'p',
        { class: 'quiet' },
        message.reactions.map(({ name, users }) => `:${name}: ${users.length} `),
      ),
  );
}

/** The messages of a channel that this person can see. @param {Channel} channel @param {string} user */
export function visibleTo(channel, user) {
  return channel.messages.filter((message) => !message.ephemeralTo || message.ephemeralTo === user);
}
