import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { api } from '../api.ts';
import type { Ran } from '../model/types.ts';
import { useSession } from '../session.ts';

interface Line extends Ran {
  readonly key: number;
  readonly who: string;
  readonly cluster: string;
  readonly line: string;
}

const words: Readonly<Record<Ran['verdict'], string>> = {
  allowed: 'allowed',
  forbidden: 'forbidden',
  'unknown-person': 'not known there',
  failed: 'failed',
  refused: 'not run',
};

/** Lines that are kept on the screen. */
const most = 40;

/** A line of kubectl as the persona: what the cluster lets them do, this very moment. */
export function Terminal() {
  const { state, user, line, type, tell } = useSession();
  const id = useId();
  const screen = useRef<HTMLOListElement>(null);
  const [cluster, setCluster] = useState('prod-eu');
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [running, setRunning] = useState(false);
  useEffect(() => {
    if (screen.current) screen.current.scrollTop = screen.current.scrollHeight;
  }, [lines]);
  const run = async () => {
    if (line.trim() === '' || running) return;
    setRunning(true);
    const ran = await api
      .kubectl({ user: user.id, cluster, line })
      .catch((): Ran => ({ verdict: 'failed', output: 'The platform does not answer.' }));
    setRunning(false);
    tell('');
    setLines(
      [...lines, { ...ran, key: Date.now(), who: user.name, cluster, line: line.trim() }].slice(-most),
    );
  };
  return (
    <section class="terminal" aria-label="kubectl">
      <ol ref={screen} class="screen" aria-live="polite" tabIndex={0} aria-label="What kubectl said">
        {lines.length === 0 && (
          <li class="hint">kubectl as {user.real_name}: see what a cluster really lets them do.</li>
        )}
        {lines.map((each) => (
          <li key={each.key} data-verdict={each.verdict}>
            <p>
              <span class="prompt">
                {each.who}@{each.cluster} $
              </span>{' '}
              {each.line} <strong class="verdict">{words[each.verdict]}</strong>
            </p>
            <pre>{each.output}</pre>
          </li>
        ))}
      </ol>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <label class="hidden" for={`${id}-cluster`}>
          Cluster
        </label>
        <select
          id={`${id}-cluster`}
          value={cluster}
          onChange={(event) => setCluster(event.currentTarget.value)}
        >
          {state.clusters.map(({ name }) => (
            <option key={name} value={name}>
              {user.name}@{name}
            </option>
          ))}
        </select>
        <label class="hidden" for={id}>
          kubectl, as {user.real_name}
        </label>
        <input
          id={id}
          type="text"
          name="kubectl"
          autocomplete="off"
          spellcheck={false}
          placeholder="kubectl get pods -n payments"
          value={line}
          onInput={(event) => type(event.currentTarget.value)}
        />
        <button type="submit" class="secondary" disabled={running}>
          {running ? '…' : 'Run'}
        </button>
      </form>
    </section>
  );
}
