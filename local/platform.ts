import { join } from 'node:path';
import { functionNames } from '../infra/names.ts';
import { everyCluster } from '../shared/domain/estate.ts';
import { platformApp, slackEventsPath } from './api/app.ts';
import type { ClusterControls } from './api/cluster-routes.ts';
import { platformState } from './api/state.ts';
import { type AwsEndpoint, startAwsEndpoint } from './aws/endpoint.ts';
import { openSigningKey } from './aws/kms/signing-key.ts';
import { openTopic, type Topic } from './aws/sns/topic.ts';
import { startBroker } from './broker.ts';
import { type Build, fromSources } from './build.ts';
import { startCommandLine } from './command-line.ts';
import { createTable } from './dynamodb/create-table.ts';
import { localDocumentClient } from './dynamodb/local-client.ts';
import { startDynamoDb } from './dynamodb/server.ts';
import { startEstateClusters } from './estate-clusters.ts';
import { auditBucket } from './example/audit.ts';
import { localIdentities } from './example/iam.ts';
import {
  pagerDutyCredentials,
  pagerDutySecret,
  pagingSecret,
  routingKeys,
  schedules,
  topicArn,
} from './example/pagerduty.ts';
import { channels, personas, team, usergroups } from './example/people.ts';
import { slackCredentials, slackSecret } from './example/slack-credentials.ts';
import { type Foundation, openFoundation } from './foundation.ts';
import { openFaults } from './gateway/faults.ts';
import { openKubectl } from './kubectl/kubectl.ts';
import { listen } from './listen.ts';
import { openLive } from './live/live.ts';
import { partsOf } from './live/parts.ts';
import { openSignal } from './live/signal.ts';
import { openMetrics } from './metrics.ts';
import type { PlatformOptions } from './options.ts';
import { startPagerDuty } from './pagerduty/pagerduty.ts';
import { openPages } from './pages.ts';
import { openPki } from './pki.ts';
import { openSchedules } from './schedules.ts';
import { openSlack, type Slack } from './slack/slack.ts';
import { advance } from './states/advance.ts';

export interface Platform {
  /** Where the page and the JSON API are. */
  readonly url: string;
  /** Absolute. */
  readonly dataDirectory: string;
  /** Where EKS and STS answer. */
  readonly awsUrl: string;
  /** Where the command line calls. */
  readonly commandLineUrl: string;
  readonly backend: 'embedded' | 'real';
  stop(): Promise<void>;
}

const tableName = 'k8s-access-local-records';

/** As whose API servers the clusters behave, and so what EKS says of them. */
const kubernetesVersion = '1.20';

/**
 * Starts everything that the life of a request needs, on this machine and its loopback alone. What was under way when
 * an earlier platform on the same data directory stopped, or was killed, goes on.
 * @throws ConfigError @throws DataDirectoryInUseError @throws PortInUseError and what the parts cannot start for
 */
export async function startPlatform(
  options: PlatformOptions,
  environment: Readonly<Record<string, string | undefined>>,
  build: Build = fromSources,
): Promise<Platform> {
  await using running = new AsyncDisposableStack();
  const foundation = await openFoundation(running, options);
  const { clock, dataDirectory } = foundation;
  const web = await listen(options.port);
  running.defer(() => web.stop());
  const bundled = build.functions(join(dataDirectory, 'functions'));
  const page = build.page();
  const dynamodb = await startDynamoDb(dataDirectory, environment['DYNAMODB_ENDPOINT']);
  running.defer(() => dynamodb.stop());
  const controlPlane = build.controlPlane(foundation.configPath);
  await createTable(controlPlane.template, tableName, dynamodb.url);
  const { store } = foundation;
  const pages = openPages(store.collection('page'));
  const metrics = openMetrics(store.collection('metric'), clock.now);
  const topic = openTopic({
    arn: topicArn,
    stored: store.collection('sns.subscription'),
    pages,
    now: clock.now,
  });
  const aws = await startAws(running, foundation, topic);
  const assets = environment['KUBEBUILDER_ASSETS'];
  const clusters = await startEstateClusters(running, foundation, aws, assets);
  const slack = await startSlack(running, foundation, web.url);
  const pagerDuty = await startPagerDuty({
    ...{ store, now: clock.now, schedules, routingKeys, pages },
    ...pagerDutyCredentials,
  });
  running.defer(() => pagerDuty.stop());
  const faults = openFaults();
  const changes = openSignal();
  const broker = await startBroker(running, {
    ...{ foundation, controlPlane, code: await bundled, tableName, faults, metrics, aws, clusters },
    ...{ dynamodbUrl: dynamodb.url, slackUrl: slack.url, pagerDutyUrl: pagerDuty.url },
    passed: changes.tell,
  });
  const { machines, functions } = broker;
  const commandLine = await startCommandLine(foundation, aws, broker.invoke);
  running.defer(() => commandLine.stop());
  const records = { client: localDocumentClient(dynamodb.url), table: tableName };
  const timetable = openSchedules(foundation, broker.invoke);
  running.defer(() => {
    for (const each of timetable) each.stop();
  });
  const moving = { clock, timelines: [machines], schedules: timetable, work: [functions] };
  const state = () =>
    platformState({ clock, slack, pagerDuty, pages, metrics, aws, commandLine, clusters, machines, records });
  const controls = {
    ...{ faults, state, now: clock.now, changed: changes.tell },
    advance: (seconds: number) => advance(moving, seconds),
  };
  const { definitions } = broker;
  const live = openLive({
    read: async () => partsOf({ state: await state(), faults: faults.armed(), definitions }),
    now: clock.now,
    signals: [store, changes],
  });
  running.defer(() => live.stop());
  await broker.resume();
  for (const each of timetable) each.begin();
  web.serve(
    platformApp({
      slack,
      pagerDuty,
      topic,
      controls,
      clusters: clusterControls(aws, dataDirectory),
      invoke: broker.invoke,
      live,
      kubectl: openKubectl(
        dataDirectory,
        clusters.map(({ name }) => name),
      ),
      page,
    }),
  );
  const parts = running.move();
  const backend = assets === undefined ? 'embedded' : 'real';
  return {
    ...{ url: web.url, awsUrl: aws.url, commandLineUrl: commandLine.url, dataDirectory, backend },
    stop: () => parts.disposeAsync(),
  };
}

function clusterControls({ alterCluster }: AwsEndpoint, dataDirectory: string): ClusterControls {
  return {
    alter: alterCluster,
    otherAuthority: async () => (await openPki(join(dataDirectory, 'other-authority'))).caPem,
  };
}

async function startAws(
  running: AsyncDisposableStack,
  { store, clock, config, home, dataDirectory }: Foundation,
  topic: Topic,
) {
  const clusters = everyCluster(config.estate);
  const aws = await startAwsEndpoint({
    store,
    clock,
    identities: localIdentities(config, [...functionNames, 'platform']),
    clusters: clusters.map(({ name, region }) => ({
      ...{ name, region, account: home.account, version: kubernetesVersion },
    })),
    secrets: [slackSecret, pagerDutySecret, pagingSecret],
    topic,
    bucket: { name: auditBucket, directory: dataDirectory },
    signingKey: openSigningKey(dataDirectory, home),
  });
  running.defer(() => aws.stop());
  return aws;
}

async function startSlack(
  running: AsyncDisposableStack,
  { store, clock }: Foundation,
  webUrl: string,
): Promise<Slack> {
  const slack = await openSlack({
    ...{ store, now: clock.now, team, users: personas, usergroups, channels },
    ...slackCredentials,
    deliverTo: `${webUrl}${slackEventsPath}`,
  });
  running.defer(() => slack.close());
  return slack;
}
