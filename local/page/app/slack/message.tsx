import { memo } from 'preact/compat';
import { emojiOf } from '../model/emoji.ts';
import { clockTime } from '../model/time.ts';
import type { Message, User } from '../model/types.ts';
import { type Session, useSession } from '../session.ts';
import { Avatar } from './avatar.tsx';
import { Blocks } from './blocks.tsx';
import { messageForm } from './form.ts';
import { type Names, useNames } from './names.ts';
import { Mrkdwn } from './text.tsx';

interface Props {
  readonly message: Message;
  /** What was said in the thread that it began. */
  readonly replies?: readonly Message[] | undefined;
}

/** A message, and the way into its thread. */
export function MessageItem({ message, replies }: Props) {
  const session = useSession();
  const names = useNames();
  const author = session.state.users.find(({ id }) => id === message.user);
  return (
    <li class={message.ephemeralTo ? 'message ephemeral' : 'message'} data-ts={message.ts}>
      <Avatar user={author} />
      <div class="body">
        <Byline message={message} author={author} names={names} />
        <Content message={message} names={names} session={session} />
        <Reactions message={message} />
        {replies && <ThreadLink message={message} replies={replies} names={names} />}
      </div>
    </li>
  );
}

function Byline({ message, author, names }: { message: Message; author: User | undefined; names: Names }) {
  const at = Number(message.ts) * 1000;
  return (
    <p class="byline">
      <strong>{author?.is_bot ? 'k8s-access' : (author?.real_name ?? names.user(message.user))}</strong>
      {author?.is_bot && <span class="app-badge">App</span>}
      <time dateTime={new Date(at).toISOString()}>{clockTime(at, names.reading.timeZone)}</time>
      {message.broadcast && <span class="quiet">also sent to the channel</span>}
      {message.editedTs && <span class="quiet">(edited)</span>}
      {message.ephemeralTo && <span class="quiet">Only visible to you</span>}
    </p>
  );
}

/** Drawn again only when what it shows is another: there may be hundreds. */
const Content = memo(
  ({ message, names, session }: { message: Message; names: Names; session: Session }) =>
    message.blocks.length === 0 ? (
      <p>
        <Mrkdwn text={message.text} names={names} />
      </p>
    ) : (
      <Blocks blocks={message.blocks} names={names} form={messageForm(session, message)} />
    ),
  (one, other) =>
    one.message === other.message && one.names === other.names && one.session.user === other.session.user,
);

function Reactions({ message }: { message: Message }) {
  if (message.reactions.length === 0) return null;
  return (
    <p class="reactions">
      {message.reactions.map(({ name, users }) => (
        <span key={name} class="reaction">
          {emojiOf(name) ?? `:${name}:`} {users.length}
        </span>
      ))}
    </p>
  );
}

function ThreadLink({ message, replies, names }: Required<Props> & { names: Names }) {
  const { place, go } = useSession();
  if (replies === undefined || replies.length === 0) return null;
  const last = Number(replies.at(-1)?.ts) * 1000;
  return (
    <button type="button" class="thread-link" onClick={() => go(place.where, message.ts)}>
      {replies.length === 1 ? '1 reply' : `${replies.length} replies`}
      <span class="quiet"> last one at {clockTime(last, names.reading.timeZone)}</span>
    </button>
  );
}
