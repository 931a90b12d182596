import { openRestApi } from '../../shared/adapters/pagerduty/rest-api.ts';
import type { AccessConfig } from '../../shared/config/access-config.ts';
import { everyCluster } from '../../shared/domain/estate.ts';
import { openWorkspace } from '../policy/check/slack/workspace.ts';
import type { Terminal } from '../terminal.ts';
import { checkPagerDuty } from './check-pagerduty.ts';
import { checkSlack } from './check-slack.ts';
import { checkCluster } from './cluster/check-cluster.ts';
import { openClusterUnderCheck } from './cluster/cluster-under-check.ts';
import { type Finding, findingsAbout } from './finding.ts';

/** Milliseconds for all that is asked of PagerDuty. */
const pagerDutyPatience = 10_000;

/** Looks at every cluster, at Slack and at PagerDuty, as far as the environment has the credentials for them. */
export async function examine(config: AccessConfig, terminal: Terminal): Promise<readonly Finding[]> {
  const clusters = everyCluster(config.estate).map((cluster) =>
    checkCluster(openClusterUnderCheck(cluster), config.estate),
  );
  const found = await Promise.all([
    ...clusters,
    examineSlack(config, terminal),
    examinePagerDuty(config, terminal),
  ]);
  return found.flat();
}

async function examineSlack(config: AccessConfig, { environment }: Terminal): Promise<readonly Finding[]> {
  const token = environment['SLACK_BOT_TOKEN'];
  if (!token) return [findingsAbout('slack').unknown('Not looked at: SLACK_BOT_TOKEN holds no token.')];
  return checkSlack(config, openWorkspace(token, environment['SLACK_API_URL']));
}

async function examinePagerDuty(
  { pagerDutySchedules }: AccessConfig,
  { environment }: Terminal,
): Promise<readonly Finding[]> {
  if (pagerDutySchedules === undefined) return [];
  const token = environment['PAGERDUTY_API_TOKEN'];
  if (!token) return [findingsAbout('pagerduty').unknown('Not looked at: PAGERDUTY_API_TOKEN holds no key.')];
  const url = environment['PAGERDUTY_API_URL'] ?? 'https://api.pagerduty.com';
  return checkPagerDuty(pagerDutySchedules, openRestApi(url, token, AbortSignal.timeout(pagerDutyPatience)));
}
