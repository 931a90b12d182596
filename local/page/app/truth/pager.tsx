import { clockTime } from '../model/time.ts';
import { useSession } from '../session.ts';

/** Who is on call, and what woke them. */
export function Pager() {
  const { state, user } = useSession();
  return (
    <>
      <ul class="on-call">
        {state.schedules
          .filter(({ deleted }) => !deleted)
          .map(({ id, name, onCall }) => (
            <li key={id}>
              <strong>{name}</strong>{' '}
              <span class="quiet">on call: {onCall.map((each) => each.name).join(', ') || 'nobody'}</span>
            </li>
          ))}
      </ul>
      <ul class="pages">
        {state.pages.length === 0 && <li class="quiet">Nobody was paged.</li>}
        {state.pages.toReversed().map((page) => (
          <li key={`${page.channel} ${page.dedupKey} ${page.at}`}>
            <span class={`badge ${page.severity}`}>{page.severity}</span> {page.summary}
            <p class="quiet">
              {clockTime(Date.parse(page.at), user.tz)} · {page.channel === 'sns' ? 'SNS' : 'PagerDuty'} ·{' '}
              {page.status}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
