import { useState } from 'preact/hooks';
import { useSession } from '../session.ts';
import { Audit } from './audit.tsx';
import { Clusters } from './clusters.tsx';
import { Faults } from './faults.tsx';
import { Machines } from './machines.tsx';
import { Pager } from './pager.tsx';
import { Terminal } from './terminal.tsx';

const tabs = [
  ['machines', 'Machines', Machines],
  ['audit', 'Audit trail', Audit],
  ['pager', 'Pager', Pager],
  ['faults', 'Faults', Faults],
] as const;

type Tab = (typeof tabs)[number][0];

/** What is true beside what Slack says: the clusters, what runs, what was recorded, and a line to try it all. */
export function Truth() {
  const [tab, setTab] = useState<Tab>('machines');
  const { state } = useSession();
  const Shown = tabs.find(([id]) => id === tab)?.[2] ?? Machines;
  const press = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const next = tabs[(tabs.findIndex(([id]) => id === tab) + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    setTab(next[0]);
    document.getElementById(`tab-${next[0]}`)?.focus();
  };
  return (
    <aside class="truth" aria-label="What is true">
      <Clusters />
      <section class="behind" aria-label="Behind it">
        <div class="tabs" role="tablist" aria-label="Behind it">
          {tabs.map(([id, label]) => (
            <button
              key={id}
              id={`tab-${id}`}
              type="button"
              role="tab"
              aria-selected={tab === id}
              aria-controls="tab-panel"
              tabIndex={tab === id ? 0 : -1}
              onClick={() => setTab(id)}
              onKeyDown={press}
            >
              {label}
              {id === 'faults' && state.faults.length > 0 && <span class="count">{state.faults.length}</span>}
            </button>
          ))}
        </div>
        <div id="tab-panel" class="panel" role="tabpanel" aria-labelledby={`tab-${tab}`} tabIndex={0}>
          <Shown />
        </div>
      </section>
      <Terminal />
    </aside>
  );
}
