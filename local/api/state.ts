import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { AwsEndpoint } from '../aws/endpoint.ts';
import type { PlatformClock } from '../clock.ts';
import type { FunctionUrl } from '../function-url/function-url.ts';
import type { RunningCluster } from '../kubernetes/cluster.ts';
import type { Metrics } from '../metrics.ts';
import type { PagerDuty } from '../pagerduty/pagerduty.ts';
import type { Pages } from '../pages.ts';
import type { Slack } from '../slack/slack.ts';
import type { StateMachines } from '../states/engine.ts';
import { readRecords } from './records.ts';

export interface StateSources {
  readonly clock: PlatformClock;
  readonly slack: Slack;
  readonly pagerDuty: PagerDuty;
  readonly pages: Pages;
  readonly metrics: Metrics;
  readonly aws: AwsEndpoint;
  readonly commandLine: FunctionUrl;
  readonly clusters: readonly RunningCluster[];
  readonly machines: StateMachines;
  readonly records: { readonly client: DynamoDBDocumentClient; readonly table: string };
}

export type PlatformState = Awaited<ReturnType<typeof platformState>>;

/** `GET /local/state`: what is true in every part of the platform, now. */
export async function platformState(sources: StateSources) {
  const { clock, slack, pagerDuty, pages, metrics, aws, commandLine, clusters, machines, records } = sources;
  const [{ requests, audit, clusterAudit }, ...inClusters] = await Promise.all([
    readRecords(records.client, records.table),
    ...clusters.map(async (cluster) => ({
      name: cluster.name,
      accessEntries: aws.accessEntries(cluster.name),
      roleBindings: await cluster.objects('roleBindings'),
      clusterRoleBindings: await cluster.objects('clusterRoleBindings'),
    })),
  ]);
  return {
    now: new Date(clock.now()).toISOString(),
    endpoints: { aws: aws.url, commandLine: commandLine.url },
    slack: slack.state(),
    pagerduty: pagerDuty.state(),
    clusters: inClusters,
    pages: pages.all(),
    metrics: metrics.all(),
    executions: machines.executions(),
    requests,
    audit,
    clusterAudit,
  };
}
