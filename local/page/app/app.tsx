import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { NoAnswer } from './api.ts';
import { useKept } from './hooks.ts';
import { listen, untold } from './live/connection.ts';
import { stateOf } from './model/state.ts';
import type { Outcome } from './model/types.ts';
import { channelAt, hashOf, type Place, placeIn } from './place.ts';
import { type Pane, type Session, SessionContext } from './session.ts';
import { Chat } from './slack/chat.tsx';
import { Modal } from './slack/modal.tsx';
import { Sidebar } from './slack/sidebar.tsx';
import { Top } from './top.tsx';
import { Tour } from './tour/tour.tsx';
import { Truth } from './truth/truth.tsx';

const lost = 'The platform does not answer. Start it with npm start; this page comes back by itself.';

/** The local workspace: Slack as a persona sees it, and beside it what is true. */
export function App() {
  const [told, setTold] = useState(untold);
  const [sentence, tell] = useState('');
  const [pane, show] = useState<Pane>('chat');
  const [draft, write] = useState('');
  const [line, type] = useState('');
  const [place, move] = usePlace();
  const [tour, keepTour] = useKept('tour', 'open');
  useEffect(() => listen(setTold), []);
  const state = useMemo(() => stateOf(told.parts), [told.parts]);
  const report = useCallback(async (doing: Promise<Outcome>) => {
    const outcome = await doing.catch((error: unknown): Outcome => {
      if (error instanceof NoAnswer) return { problem: lost };
      throw error;
    });
    // That nobody answers is said for as long as it is so, and no longer.
    tell(outcome.problem === lost ? '' : (outcome.problem ?? ''));
    return outcome;
  }, []);
  const user = state.users.find(({ name, is_bot }) => name === place.as && !is_bot) ?? state.users[0];
  if (user === undefined) return <p class="starting">{told.connected ? 'Connecting…' : lost}</p>;
  const visit = (next: Place) => {
    move(next);
    show('chat');
  };
  const session: Session = {
    ...{ state, user, place, offset: told.offset, draft, write, line, type, show, report, tell },
    channel: channelAt(state, place, user),
    become: (as) => move({ ...place, as }),
    visit,
    go: (where, thread) => visit({ as: place.as, where, ...(thread !== undefined && { thread }) }),
  };
  return (
    <SessionContext.Provider value={session}>
      <div class="page" data-pane={pane}>
        <button type="button" class="skip" onClick={() => document.getElementById('messages')?.focus()}>
          Skip to the messages
        </button>
        <Top
          sentence={told.connected ? sentence : lost}
          openTour={tour === 'open' ? undefined : () => keepTour('open')}
        />
        <Sidebar />
        <Chat />
        <Truth />
        {tour === 'open' && <Tour close={() => keepTour('closed')} />}
        <Panes pane={pane} show={show} />
        <Modal />
      </div>
    </SessionContext.Provider>
  );
}

function usePlace(): readonly [Place, (place: Place) => void] {
  const [place, setPlace] = useState(() => placeIn(location.hash));
  useEffect(() => {
    const follow = () => setPlace(placeIn(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return [place, (next) => location.assign(hashOf(next))];
}

const panes = [
  ['places', 'Places'],
  ['chat', 'Slack'],
  ['truth', 'Clusters'],
  ['terminal', 'kubectl'],
] as const;

/** The way between the parts of the page, where the screen is too narrow for all. */
function Panes({ pane, show }: { pane: Pane; show: (pane: Pane) => void }) {
  return (
    <nav class="panes" aria-label="Parts of the page">
      {panes.map(([id, label]) => (
        <button
          key={id}
          type="button"
          aria-current={pane === id ? 'true' : undefined}
          onClick={() => show(id)}
        >
          {label}
        </button>
      ))}
    </nav>
  );
}
