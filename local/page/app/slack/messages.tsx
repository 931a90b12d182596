import { Fragment } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { dayOf } from '../model/time.ts';
import type { Message } from '../model/types.ts';
import { useSession } from '../session.ts';
import { MessageItem } from './message.tsx';

interface Props {
  readonly label: string;
  readonly messages: readonly Message[];
  readonly replies?: ReadonlyMap<string, readonly Message[]>;
}

/** How near the end still counts as the end: pixels. */
const nearPx = 60;

/** Messages by day. Who reads the newest keeps reading the newest. */
export function Messages({ label, messages, replies }: Props) {
  const list = useRef<HTMLOListElement>(null);
  const atEnd = useRef(true);
  const { user } = useSession();
  const last = messages.at(-1);
  useLayoutEffect(() => {
    if (atEnd.current && list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [messages]);
  const scrolled = ({
    currentTarget: { scrollHeight, scrollTop, clientHeight },
  }: {
    currentTarget: HTMLElement;
  }) => {
    atEnd.current = scrollHeight - scrollTop - clientHeight < nearPx;
  };
  return (
    <ol id="messages" ref={list} class="messages" aria-label={label} tabIndex={0} onScroll={scrolled}>
      {last === undefined && <li class="quiet empty">Nothing was said here yet.</li>}
      {messages.map((message, index) => {
        const day = dayIn(message, user.tz);
        const before = messages[index - 1];
        return (
          <Fragment key={message.ts}>
            {(before === undefined || dayIn(before, user.tz) !== day) && <li class="day">{day}</li>}
            <MessageItem message={message} replies={replies?.get(message.ts)} />
          </Fragment>
        );
      })}
    </ol>
  );
}

const dayIn = ({ ts }: Message, timeZone: string) => dayOf(Number(ts) * 1000, timeZone);
