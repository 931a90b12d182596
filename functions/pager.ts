import { setTimeout as pause } from 'node:timers/promises';
import { pagerDutyEvents } from '../shared/adapters/pagerduty/events.ts';
import { keepSecret } from '../shared/adapters/secrets/keep-secret.ts';
import { readRoutingKeys } from '../shared/adapters/secrets/paging-secret.ts';
import { snsTopic } from '../shared/adapters/sns/topic.ts';
import type { AccessConfig } from '../shared/config/access-config.ts';
import { ConfigError } from '../shared/config/config-error.ts';
import type { FunctionEnvironment } from '../shared/config/environment.ts';
import { type PagerPorts, pagerOver } from '../shared/usecases/pager.ts';
import type { Pager } from '../shared/usecases/paging-ports.ts';

/**
 * Both ways of paging; none where `access.yaml` has no paging section. The keys are read when they are first needed. @throws ConfigError
 */
export function wirePager(
  { PAGING_SECRET_ID, PAGING_TOPIC_ARN, PAGERDUTY_EVENTS_URL }: FunctionEnvironment,
  { paging }: Pick<AccessConfig, 'paging'>,
  ports: PagerPorts,
): Pager {
  if (paging === undefined) return pagerOver([], ports);
  if (PAGING_SECRET_ID === undefined || PAGING_TOPIC_ARN === undefined) {
    throw new ConfigError(
      'access.yaml has a paging section, and the function was not given PAGING_SECRET_ID and PAGING_TOPIC_ARN; deploy the stack again',
    );
  }
  const pagerDuty = pagerDutyEvents({
    eventsUrl: PAGERDUTY_EVENTS_URL,
    readRoutingKeys: keepSecret(() => readRoutingKeys(PAGING_SECRET_ID), Date.now),
    pause: (milliseconds) => pause(milliseconds),
  });
  return pagerOver([pagerDuty, snsTopic(PAGING_TOPIC_ARN)], ports);
}
