import { useEffect } from 'preact/hooks';
import { api } from '../api.ts';
import type { View } from '../model/types.ts';
import { useSession } from '../session.ts';
import { Blocks } from './blocks.tsx';
import { useViewForm } from './form.ts';
import { useNames } from './names.ts';

/** The app's Home tab, as the persona has it. */
export function Home() {
  const { state, user, report } = useSession();
  const view = state.homes.find((each) => each.user === user.id);
  useEffect(() => void report(api.home({ user: user.id })), [user.id]);
  return (
    <main class="chat">
      <header class="place">
        <h2>App Home</h2>
        <p class="quiet">what waits for you, and what you hold</p>
      </header>
      <section id="messages" class="messages home" aria-label="App Home" tabIndex={0}>
        {view === undefined ? <p class="empty quiet">Opening…</p> : <OpenHome key={view.id} view={view} />}
      </section>
    </main>
  );
}

function OpenHome({ view }: { view: View }) {
  return <Blocks blocks={view.blocks} names={useNames()} form={useViewForm(view)} />;
}
