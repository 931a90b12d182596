import * as z from 'zod';
import type { Instant } from '../../domain/instant.ts';

const onCall = z.object({
  /** In full where the user still exists, else a mere reference without an address. */
  user: z.object({ email: z.string().optional() }),
  start: z.string().nullable(),
  end: z.string().nullable(),
});

export type OnCall = z.infer<typeof onCall>;

const page = z.object({ oncalls: z.array(onCall), more: z.boolean() });

/** PagerDuty did not answer as it should. The message holds the status alone, never the token. */
export class PagerDutyCallError extends Error {
  override readonly name = 'PagerDutyCallError';
}

/** The part of PagerDuty's REST API that tells who is on call. Throws PagerDutyCallError, or what fetch throws. */
export interface RestApi {
  /** The shifts of a schedule at this moment, all pages of them. */
  onCalls(schedule: string, at: Instant): Promise<readonly OnCall[]>;
  hasSchedule(schedule: string): Promise<boolean>;
}

const pageSize = 100;
/** Nobody has so many people on call at one time; more pages would only keep a person waiting. */
const mostPages = 5;

/**
 * https://developer.pagerduty.com/api-reference/3a6b910f11050-list-all-of-the-on-calls
 * @param until ends every call that is still under way
 */
export function openRestApi(url: string, token: string, until: AbortSignal): RestApi {
  const get = (path: string) =>
    fetch(`${url}${path}`, {
      headers: {
        authorization: `Token token=${token}`,
        accept: 'application/vnd.pagerduty+json;version=2',
      },
      signal: until,
    });
  return {
    onCalls: async (schedule, at) => {
      const found: OnCall[] = [];
      for (let pages = 0; pages < mostPages; pages += 1) {
        const query = new URLSearchParams([
          ['schedule_ids[]', schedule],
          ['include[]', 'users'],
          ['since', at],
          ['until', at],
          ['limit', String(pageSize)],
          ['offset', String(pages * pageSize)],
        ]);
        const { oncalls, more } = page.parse(await jsonOf(await get(`/oncalls?${query}`)));
        found.push(...oncalls);
        if (!more) return found;
      }
      throw new PagerDutyCallError(`more than ${mostPages * pageSize} people seem to be on call`);
    },
    hasSchedule: async (schedule) => {
      const answer = await get(`/schedules/${encodeURIComponent(schedule)}`);
      if (answer.status === 404) return false;
      await jsonOf(answer);
      return true;
    },
  };
}

async function jsonOf(answer: Response): Promise<unknown> {
  if (!answer.ok) throw new PagerDutyCallError(`PagerDuty answered with status ${answer.status}`);
  return answer.json();
}
