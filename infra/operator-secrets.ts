import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { AccessConfig } from '../shared/config/access-config.ts';
import { OperatorSecret } from './constructs/operator-secret.ts';
import type { SecretArns } from './permissions.ts';

/** The secrets that `access.yaml` asks for; one for each group of functions that reads them. */
export function makeOperatorSecrets(
  scope: Construct,
  prefix: string,
  { pagerDutySchedules, paging }: Pick<AccessConfig, 'pagerDutySchedules' | 'paging'>,
  key: IKey,
): SecretArns {
  const make = (id: string, name: string, what: string) =>
    new OperatorSecret(scope, id, {
      ...{ name: `${prefix}/${name}`, description: `${what} Set by the operator.`, key },
    }).arn;
  return {
    slack: make('SlackSecret', 'slack', 'Slack app: JSON with signingSecret and botToken.'),
    ...(pagerDutySchedules && {
      pagerDuty: make(
        'PagerDutySecret',
        'pagerduty',
        'PagerDuty: JSON with apiToken, a read-only key of the REST API.',
      ),
    }),
    ...(paging && {
      paging: make(
        'PagingSecret',
        'paging',
        'PagerDuty: JSON with routingKeys, by the services that access.yaml names.',
      ),
    }),
  };
}
