import type { ScheduleSeed } from '../pagerduty/schedules.ts';
import { personas } from './people.ts';

/** What the local PagerDuty and our app know of each other. It opens nothing but the local platform. */
export const pagerDutyCredentials = { apiToken: 'local-pagerduty-api-token' } as const;

export const pagerDutySecret = {
  name: 'k8s-access-local/pagerduty',
  arn: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:k8s-access-local/pagerduty-Ef34Gh',
  value: JSON.stringify(pagerDutyCredentials),
};

/** Routing keys of the services that the example estate pages. They open nothing but the local platform. */
export const routingKeys = { 'platform-oncall': 'local0routing0key0platform0oncal' } as const;

export const pagingSecret = {
  name: 'k8s-access-local/paging',
  arn: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:k8s-access-local/paging-Gh56Ij',
  value: JSON.stringify({ routingKeys }),
};

export const topicArn = 'arn:aws:sns:eu-central-1:111122223333:k8s-access-local-pages';

const carol = personas
  .filter(({ name }) => name === 'carol')
  .map(({ id, realName, email }) => ({ id, name: realName, email }));

export const schedules: readonly ScheduleSeed[] = [
  { id: 'PLATFRM', name: 'platform primary', onCall: carol },
];
