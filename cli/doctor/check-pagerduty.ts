import { PagerDutyCallError, type RestApi } from '../../shared/adapters/pagerduty/rest-api.ts';
import type { AccessConfig } from '../../shared/config/access-config.ts';
import { type Finding, findingsAbout } from './finding.ts';

const { well, problem } = findingsAbout('pagerduty');

/** Whether PagerDuty takes the key, and has the schedules. */
export async function checkPagerDuty(
  schedules: NonNullable<AccessConfig['pagerDutySchedules']>,
  api: Pick<RestApi, 'hasSchedule'>,
): Promise<readonly Finding[]> {
  try {
    const found: Finding[] = [];
    for (const [name, id] of schedules) {
      found.push(
        (await api.hasSchedule(id))
          ? well(`The schedule ${name} is there.`)
          : problem(`There is no schedule ${id}, which access.yaml calls ${name}. Correct its id.`),
      );
    }
    return found;
  } catch (error) {
    if (error instanceof PagerDutyCallError) {
      return [problem(`${error.message}. See that PAGERDUTY_API_TOKEN is a read-only key of the REST API.`)];
    }
    // What fetch throws when there is no connection, or none in time.
    if (error instanceof TypeError || error instanceof DOMException) {
      return [problem('PagerDuty did not answer. Look whether you can reach it, and try again.')];
    }
    throw error;
  }
}
