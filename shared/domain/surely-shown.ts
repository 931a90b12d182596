import type { RequestId } from './ids.ts';
import { type Instant, secondsAfter } from './instant.ts';
import type { InStatus, Request } from './request.ts';

/** Seconds after which EKS shows entries and associations for certain; it is eventually consistent. */
const shownWithin = 60;

/** The open windows among the requests that are open for so long that EKS must show what they rest on. */
export function surelyShown(
  ids: readonly RequestId[],
  records: ReadonlyMap<RequestId, Request>,
  now: Instant,
): readonly InStatus<'active'>[] {
  return ids
    .map((id) => records.get(id))
    .filter((one): one is InStatus<'active'> => one?.status === 'active' && isSurelyShown(one.activeAt, now));
}

/** Whether EKS must show by now what was made at that moment. */
export function isSurelyShown(madeAt: Instant, now: Instant): boolean {
  return madeAt < secondsAfter(now, -shownWithin);
}
