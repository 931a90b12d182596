import { useState } from 'preact/hooks';
import { dayTime } from '../model/time.ts';
import type { AuditEvent } from '../model/types.ts';
import { useSession } from '../session.ts';

/** Events that are drawn at first. */
const page = 60;

/** Every recorded fact, the newest first; the whole event on demand. */
export function Audit() {
  const { state } = useSession();
  const [most, setMost] = useState(page);
  const events = state.audit.toReversed();
  return (
    <>
      <ol class="audit">
        {events.length === 0 && <li class="quiet">Nothing was recorded yet.</li>}
        {events.slice(0, most).map((event) => (
          <EventItem key={`${event.requestId ?? event.account?.userId} ${event.seq}`} event={event} />
        ))}
      </ol>
      {events.length > most && (
        <button type="button" class="secondary" onClick={() => setMost(most + page)}>
          Show older ones
        </button>
      )}
    </>
  );
}

function EventItem({ event }: { event: AuditEvent }) {
  const { user } = useSession();
  const [open, setOpen] = useState(false);
  const { actor, fact, at, requestId, account } = event;
  return (
    <li>
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          <strong>{fact.type.replaceAll('-', ' ')}</strong>{' '}
          <span class="quiet">by {actor.kind === 'person' ? actor.person.name : actor.name}</span>{' '}
          <code>{requestId ?? account?.userId}</code>
          <time class="quiet" dateTime={at}>
            {dayTime(Date.parse(at), user.tz)}
          </time>
        </summary>
        {open && <pre>{JSON.stringify(event, undefined, 2)}</pre>}
      </details>
    </li>
  );
}
