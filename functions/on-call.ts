import { pagerDutyOnCall } from '../shared/adapters/pagerduty/on-call.ts';
import { keepSecret } from '../shared/adapters/secrets/keep-secret.ts';
import { readPagerDutyToken } from '../shared/adapters/secrets/pagerduty-secret.ts';
import type { OnCallNow } from '../shared/adapters/slack/rosters.ts';
import type { AccessConfig } from '../shared/config/access-config.ts';
import { ConfigError } from '../shared/config/config-error.ts';
import type { FunctionEnvironment } from '../shared/config/environment.ts';
import type { Clock } from '../shared/usecases/ports.ts';

/**
 * Who is on call, asked of PagerDuty; nothing where `access.yaml` has no pagerduty section. The token is read when it is
 * first needed. @throws ConfigError
 */
export function wireOnCall(
  { PAGERDUTY_SECRET_ID, PAGERDUTY_API_URL }: FunctionEnvironment,
  { pagerDutySchedules }: Pick<AccessConfig, 'pagerDutySchedules'>,
  clock: Clock,
): OnCallNow | undefined {
  if (pagerDutySchedules === undefined) return undefined;
  if (PAGERDUTY_SECRET_ID === undefined) {
    throw new ConfigError(
      'access.yaml has a pagerduty section, and the function was not given PAGERDUTY_SECRET_ID; deploy the stack again',
    );
  }
  return pagerDutyOnCall({
    apiUrl: PAGERDUTY_API_URL,
    readToken: keepSecret(() => readPagerDutyToken(PAGERDUTY_SECRET_ID), Date.now),
    schedules: pagerDutySchedules,
    clock,
  });
}
