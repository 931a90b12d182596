import { useSeconds } from '../hooks.ts';
import { clockTime, countdown } from '../model/time.ts';
import type { Entry } from '../model/types.ts';
import { useSession } from '../session.ts';
import { type HeldWindow, heldIn } from './held.ts';

/** Each cluster: which windows stand open there, until when, and what the cluster itself says of them. */
export function Clusters() {
  const { state } = useSession();
  return (
    <section class="clusters" aria-label="Clusters">
      {state.clusters.map(({ name }) => (
        <Cluster key={name} name={name} />
      ))}
    </section>
  );
}

function Cluster({ name }: { name: string }) {
  const { state } = useSession();
  const { windows, past, entries, others } = heldIn(name, state);
  return (
    <section class="cluster" aria-label={name}>
      <h2>
        {name}
        <span class={windows.length > 0 ? 'badge open' : 'badge'}>
          {windows.length === 0 ? 'nobody has access' : `${windows.length} open`}
        </span>
      </h2>
      <ul class="windows">
        {windows.map((window) => (
          <OpenWindow key={window.request.id} window={window} />
        ))}
        {past.map((window) => (
          <PastWindow key={window.request.id} window={window} />
        ))}
      </ul>
      <details class="standing">
        <summary>
          {entries.length === 0 ? 'No access entry' : count(entries.length, 'access entry', 'access entries')}{' '}
          of people, {count(others.length, 'other binding', 'other bindings')}
        </summary>
        <ul>
          {entries.map((entry) => (
            <EntryItem key={entry.principalArn} entry={entry} />
          ))}
          {others.map(({ binding }) => (
            <li key={binding.metadata.uid}>
              <code>{binding.metadata.name}</code>
              <span class="quiet"> {binding.metadata.namespace ?? 'whole cluster'}</span>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function OpenWindow({ window: { request, bindings, evidence } }: { window: HeldWindow }) {
  const { offset } = useSession();
  const now = useSeconds() + offset;
  const { scope, status, closesAt, window } = request;
  const left = closesAt === undefined ? undefined : Date.parse(closesAt) - now;
  const whole = window && Date.parse(window.closesAt) - Date.parse(window.grantedAt);
  return (
    <li class={`window ${status}${request.breakGlass ? ' glass' : ''}`} data-request={request.id}>
      <p class="who">
        <strong>{request.requester.name}</strong>
        <span class="scope">
          {scope.role} in {spaces(scope.namespaces)}
        </span>
        {left !== undefined && (
          <span class="left">{status === 'closing' ? 'closing' : left > 0 ? countdown(left) : 'due'}</span>
        )}
      </p>
      {left !== undefined && whole !== undefined && whole > 0 && (
        <meter min={0} max={whole} value={Math.max(0, left)} aria-label="Time left" />
      )}
      <p class="facts">
        {bindings.length === 0 ? (
          <span class="fact">no binding</span>
        ) : (
          bindings.map(({ binding }) => (
            <span key={binding.metadata.uid} class="fact">
              {binding.metadata.namespace ?? 'whole cluster'} → {binding.roleRef.name}
              {(binding.subjects?.length ?? 0) === 0 && ' (nobody yet)'}
            </span>
          ))
        )}
        {evidence && <Said yes={evidence.yes} of={evidence.of} />}
      </p>
    </li>
  );
}

function PastWindow({ window: { request, bindings, evidence } }: { window: HeldWindow }) {
  const { user } = useSession();
  return (
    <li class="window past" data-request={request.id}>
      <p class="who">
        <span>{request.requester.name}</span>
        <span class="scope">
          {request.scope.role} in {spaces(request.scope.namespaces)}
        </span>
        {evidence && <span class="left quiet">gone {clockTime(Date.parse(evidence.at), user.tz)}</span>}
      </p>
      {(bindings.length > 0 || evidence) && (
        <p class="facts">
          {bindings.length > 0 && <span class="fact">a binding still stands</span>}
          {evidence && <Said yes={evidence.yes} of={evidence.of} />}
        </p>
      )}
    </li>
  );
}

/** What the cluster answered to our checks. */
function Said({ yes, of }: { yes: number; of: number }) {
  const word = yes === 0 ? 'no' : yes === of ? 'yes' : 'in part';
  return (
    <span class={`fact said ${word}`}>
      cluster says {word}{' '}
      <span class="quiet">
        {of === 0 ? 'it does not know them' : `${yes === 0 ? of : yes} of ${of} checks`}
      </span>
    </span>
  );
}

function EntryItem({ entry }: { entry: Entry }) {
  return (
    <li>
      <code>{entry.principalArn.split('/').at(-1)}</code>
      <span class="quiet">
        {' '}
        {entry.username} {entry.tags['k8s-access/lease'] === undefined ? '(not ours)' : '(ours, leased)'}
      </span>
    </li>
  );
}

function spaces(namespaces: readonly string[] | '*'): string {
  return namespaces === '*' ? 'the whole cluster' : namespaces.join(', ');
}

function count(of: number, one: string, many: string): string {
  return `${of} ${of === 1 ? one : many}`;
}
