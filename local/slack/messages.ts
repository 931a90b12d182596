import type { Collection } from '../store.ts';
import type { Block } from './block-kit/blocks.ts';
import { interactives, type Placed, withIds } from './block-kit/interactive.ts';

/** What an author says. */
export interface Content {
  readonly text: string;
  readonly blocks: readonly Block[];
}

export interface Message extends Content {
  /** `<seconds>.<micros>` in platform time: unique in the workspace, and growing. */
  readonly ts: string;
  /** Channel id. */
  readonly channel: string;
  /** The author's user id. */
  readonly user: string;
  /** The id of the only user who sees it. */
  readonly ephemeralTo?: string;
  readonly threadTs?: string;
  /** A reply that stands in the channel too. */
  readonly broadcast?: boolean;
  /** When it was last edited: a ts. */
  readonly editedTs?: string;
  readonly metadata?: unknown;
  readonly reactions: readonly { readonly name: string; readonly users: readonly string[] }[];
  /** Elements that an edit took away, the latest first: a person may still have been looking at them when they clicked. */
  readonly gone: readonly Placed[];
}

export type Draft = Content &
  Pick<Message, 'channel' | 'user' | 'ephemeralTo' | 'threadTs' | 'broadcast' | 'metadata'>;

/** Told of every message that is posted or edited, with the interaction that caused it where that is known. */
export type Listener = (message: Message, cause: string | undefined) => void;

export interface Messages {
  post(draft: Draft, cause?: string): Message;
  edit(message: Message, content: Content, cause?: string): Message;
  react(message: Message, name: string, user: string): void;
  remove(message: Message): void;
  find(channel: string, ts: string): Message | undefined;
  /** All messages by channel id, oldest first, ephemeral ones included. */
  byChannel(): ReadonlyMap<string, readonly Message[]>;
  /** Calls `listener` from now on; the answer stops it. */
  watch(listener: Listener): () => void;
}

export function openMessages(
  stored: Collection<Message>,
  counters: Collection<number>,
  now: () => number,
): Messages {
  const listeners = new Set<Listener>();
  const nextTs = () => {
    const micros = Math.max(now() * 1000, (counters.get('ts') ?? 0) + 1);
    counters.put('ts', micros);
    return `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;
  };
  const save = (message: Message) => {
    stored.put(keyOf(message.channel, message.ts), message);
    return message;
  };
  const announce = (message: Message, cause: string | undefined) => {
    for (const listener of listeners) listener(message, cause);
    return save(message);
  };
  return {
    post: (draft, cause) => {
      const blocks = withIds(draft.blocks);
      return announce({ ...draft, blocks, ts: nextTs(), reactions: [], gone: [] }, cause);
    },
    edit: (message, content, cause) => {
      const blocks = withIds(content.blocks);
      const gone = [...lost(message.blocks, blocks), ...message.gone];
      return announce({ ...message, text: content.text, blocks, gone, editedTs: nextTs() }, cause);
    },
    react: (message, name, user) => {
      const others = message.reactions.filter((reaction) => reaction.name !== name);
      const users = message.reactions.find((reaction) => reaction.name === name)?.users ?? [];
      save({ ...message, reactions: [...others, { name, users: [...users, user] }] });
    },
    remove: (message) => stored.delete(keyOf(message.channel, message.ts)),
    find: (channel, ts) => stored.get(keyOf(channel, ts)),
    byChannel: () =>
      Map.groupBy(
        stored.all().map(({ value }) => value),
        (message) => message.channel,
      ),
    watch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const keyOf = (channel: string, ts: string) => `${channel}/${ts}`;

function lost(before: readonly Block[], after: readonly Block[]): readonly Placed[] {
  const kept = new Set(interactives(after).map(({ element }) => JSON.stringify(element)));
  return interactives(before).filter(({ element }) => !kept.has(JSON.stringify(element)));
}
