import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { State } from './model/state.ts';
import type { Reading } from './model/time.ts';
import type { Channel, Outcome, User } from './model/types.ts';
import type { Place } from './place.ts';

/** The parts of the page, of which a narrow screen shows one at a time. */
export type Pane = 'places' | 'chat' | 'truth' | 'terminal';

/** What one tab of a browser is about: who somebody is there, where they look, and what they can do. */
export interface Session {
  readonly state: State;
  readonly user: User;
  readonly place: Place;
  /** The channel at the place; none in App Home. */
  readonly channel: Channel | undefined;
  /** Platform time minus the browser's, in milliseconds. */
  readonly offset: number;
  become(userName: string): void;
  /** Goes somewhere as somebody. */
  visit(place: Place): void;
  go(where: Place['where'], thread?: string): void;
  show(pane: Pane): void;
  /** Waits for something that was done, and tells what went wrong. */
  report(doing: Promise<Outcome>): Promise<Outcome>;
  tell(sentence: string): void;
  /** What stands in the composer, and in the terminal. */
  readonly draft: string;
  write(draft: string): void;
  readonly line: string;
  type(line: string): void;
}

export const SessionContext = createContext<Session | undefined>(undefined);

/** @throws Error outside of the page */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('unreachable: a part of the page without a session');
  return session;
}

/** How times are read in this tab: in the persona's zone, at platform time. */
export function readingOf({ user, offset }: Session): Reading {
  return { timeZone: user.tz, now: Date.now() + offset };
}
