import { useEffect } from 'preact/hooks';
import { api } from '../api.ts';
import { useKept } from '../hooks.ts';
import { inChannel, isOpenTo, unreadSince, visibleTo } from '../model/places.ts';
import type { Channel } from '../model/types.ts';
import { whereIs } from '../place.ts';
import { type Session, useSession } from '../session.ts';
import { Avatar } from './avatar.tsx';

/** Who one is, and where one can look. */
export function Sidebar() {
  const session = useSession();
  const { state, user, place, go, report } = session;
  const unreadIn = useUnread(session);
  const mine = state.channels.filter((channel) => isOpenTo(channel, user.id));
  const entry = (channel: Channel) => (
    <Entry
      key={channel.id}
      label={
        channel.kind === 'im' ? 'k8s-access' : `# ${channel.name}${channel.isArchived ? ' (archived)' : ''}`
      }
      current={whereIs(channel) === place.where}
      unread={unreadIn(channel)}
      go={() => go(whereIs(channel))}
    />
  );
  const home = () => {
    go('home');
    void report(api.home({ user: user.id }));
  };
  return (
    <nav class="side" aria-label="Slack">
      <Personas />
      <h2>Channels</h2>
      <ul>{mine.filter(({ kind }) => kind !== 'im').map(entry)}</ul>
      <h2>Apps</h2>
      <ul>
        {mine.filter(({ kind }) => kind === 'im').map(entry)}
        <Entry label="App Home" current={place.where === 'home'} unread={0} go={home} />
      </ul>
    </nav>
  );
}

function Personas() {
  const { state, user, become } = useSession();
  return (
    <fieldset class="personas">
      <legend>You are</legend>
      {state.users
        .filter(({ is_bot }) => !is_bot)
        // There may be thousands, made up for a test of large usergroups.
        .slice(0, 12)
        .map((each) => (
          <label key={each.id} class="persona">
            <input
              type="radio"
              name="persona"
              value={each.name}
              checked={each.id === user.id}
              onChange={() => become(each.name)}
            />
            <Avatar user={each} />
            <span>
              {each.real_name.split(' ')[0]}
              <span class="quiet"> {noteOn(each)}</span>
            </span>
          </label>
        ))}
    </fieldset>
  );
}

function noteOn({ real_name, deleted, is_restricted }: Session['user']): string {
  if (deleted) return 'deactivated';
  if (is_restricted) return 'guest';
  return real_name.split(' ').slice(1).join(' ').replaceAll('-', ' ').toLowerCase();
}

interface EntryProps {
  readonly label: string;
  readonly current: boolean;
  readonly unread: number;
  go(): void;
}

function Entry({ label, current, unread, go }: EntryProps) {
  return (
    <li>
      <button
        type="button"
        class={unread > 0 ? 'unread' : undefined}
        aria-current={current ? 'page' : undefined}
        onClick={go}
      >
        {label}
        {unread > 0 && (
          <span class="count">
            {unread}
            <span class="hidden"> unread</span>
          </span>
        )}
      </button>
    </li>
  );
}

/** How many messages of a channel the persona has not seen. What stands on the screen is seen. */
function useUnread({ state, user, channel: shown }: Session): (channel: Channel) => number {
  const [kept, keep] = useKept('seen', '{}');
  const seen: Readonly<Record<string, string>> = JSON.parse(kept);
  const standingIn = ({ id }: Channel) => inChannel(visibleTo(state.messages.get(id) ?? [], user.id));
  const key = `${user.id}/${shown?.id}`;
  const last = shown && standingIn(shown).at(-1)?.ts;
  useEffect(() => {
    if (last !== undefined && seen[key] !== last) keep(JSON.stringify({ ...seen, [key]: last }));
  }, [key, last]);
  return (channel) =>
    channel.id === shown?.id ? 0 : unreadSince(standingIn(channel), seen[`${user.id}/${channel.id}`] ?? '0');
}
