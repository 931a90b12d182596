import { useMemo } from 'preact/hooks';
import { inChannel, isOpenTo, repliesIn, visibleTo } from '../model/places.ts';
import type { Channel } from '../model/types.ts';
import { useSession } from '../session.ts';
import { Composer } from './composer.tsx';
import { Home } from './home.tsx';
import { Messages } from './messages.tsx';

/** What stands at the place: a channel, a thread of it, or App Home. */
export function Chat() {
  const { channel, place, user } = useSession();
  if (place.where === 'home') return <Home />;
  if (channel === undefined || !isOpenTo(channel, user.id)) {
    return (
      <main class="chat">
        <p class="empty">There is no such place here. Choose another on the left.</p>
      </main>
    );
  }
  return <InChannel key={channel.id + user.id} channel={channel} thread={place.thread} />;
}

const none = [] as const;

function InChannel({ channel, thread }: { channel: Channel; thread: string | undefined }) {
  const { state, user, place, go } = useSession();
  const all = state.messages.get(channel.id) ?? none;
  const visible = useMemo(() => visibleTo(all, user.id), [all, user.id]);
  const standing = useMemo(() => inChannel(visible), [visible]);
  const replies = useMemo(() => repliesIn(visible), [visible]);
  const name = channel.kind === 'im' ? 'k8s-access' : `# ${channel.name}`;
  const inThread = useMemo(
    () => visible.filter(({ ts, threadTs }) => ts === thread || threadTs === thread),
    [visible, thread],
  );
  return (
    <main class="chat">
      <header class="place">
        {thread !== undefined && (
          <button type="button" class="plain" onClick={() => go(place.where)}>
            ← Back
          </button>
        )}
        <h2>{thread === undefined ? name : `Thread in ${name}`}</h2>
        <p class="quiet">{about(channel)}</p>
      </header>
      {thread === undefined ? (
        <Messages key="channel" label={`Messages in ${name}`} messages={standing} replies={replies} />
      ) : (
        <Messages key={thread} label={`Thread in ${name}`} messages={inThread} />
      )}
      {/* Slack takes no slash command in a thread. */}
      {thread === undefined && <Composer channel={channel} />}
    </main>
  );
}

function about({ kind, name, isArchived }: Channel): string {
  if (isArchived) return 'archived';
  if (kind === 'im') return 'what the app tells you alone';
  return (
    { 'access-requests': 'where approvers decide', 'security-alerts': 'where break-glass is announced' }[
      name
    ] ?? ''
  );
}
