import { join } from 'node:path';
import { Hono } from 'hono';
import { functionNames } from '../infra/names.ts';
import type { ControlPlane } from '../infra/synthesize.ts';
import { everyCluster } from '../shared/domain/estate.ts';
import type { AwsEndpoint } from './aws/endpoint.ts';
import { pagerDutySecret, pagingSecret } from './example/pagerduty.ts';
import { slackSecret } from './example/slack-credentials.ts';
import type { Foundation } from './foundation.ts';
import { carrierSpecs, functionSpecs } from './functions.ts';
import { countCall } from './gateway/count-calls.ts';
import { countCapacity } from './gateway/count-capacity.ts';
import { counted } from './gateway/counted.ts';
import type { FaultBox } from './gateway/faults.ts';
import { startGateway } from './gateway/gateway.ts';
import { invokeWithFaults } from './gateway/invoke-with-faults.ts';
import type { Service } from './gateway/operations.ts';
import type { RunningCluster } from './kubernetes/cluster.ts';
import type { FunctionCode } from './lambda/bundle.ts';
import { lambdaApp } from './lambda/endpoint.ts';
import type { Invoke } from './lambda/invocation.ts';
import { openLambda } from './lambda/lambda.ts';
import { listen } from './listen.ts';
import { machineDefinitions } from './machine-definitions.ts';
import type { Metrics } from './metrics.ts';
import { countStep } from './states/counted.ts';
import type { Definition } from './states/definition.ts';
import { statesApp } from './states/endpoint.ts';
import { openStateMachines, type StateMachines } from './states/engine.ts';
import type { Work } from './states/work.ts';

export interface BrokerOptions {
  readonly foundation: Foundation;
  readonly controlPlane: ControlPlane;
  readonly code: FunctionCode;
  readonly tableName: string;
  readonly faults: FaultBox;
  readonly metrics: Metrics;
  readonly aws: AwsEndpoint;
  readonly clusters: readonly RunningCluster[];
  readonly dynamodbUrl: string;
  readonly slackUrl: string;
  readonly pagerDutyUrl: string;
  /** Told after each call of a function's that went through. */
  readonly passed: () => void;
}

/** Our functions and state machines at work. */
export interface Broker {
  readonly invoke: Invoke;
  readonly machines: StateMachines;
  readonly functions: Work;
  /** The machines' definitions, by name. */
  readonly definitions: Readonly<Record<string, Definition>>;
  /** Goes on with what an earlier platform left, once everything is up that the functions call. */
  resume(): Promise<void>;
}

/** Runs our functions in their threads and our machines from their synthesized definitions, behind the gateway. */
export async function startBroker(running: AsyncDisposableStack, options: BrokerOptions): Promise<Broker> {
  const { foundation, controlPlane, code, tableName, faults, metrics } = options;
  const { store, clock, pki, home, dataDirectory, preparedPath } = foundation;
  const services = await listen(0);
  running.defer(() => services.stop());
  const gateway = await startGateway({
    faults,
    caPem: pki.caPem,
    tls: await pki.issue({ commonName: 'gateway', hosts: ['127.0.0.1'] }),
    upstream: (service, cluster) => upstreamOf(options, services.url, service, cluster),
    crash: (name) => lambda.crash(name),
    passed: (call, request, answer) => {
      countCall(metrics, call);
      countCapacity(metrics, call, request, answer);
      options.passed();
    },
  });
  running.defer(() => gateway.stop());
  const specs = functionSpecs({
    ...{ names: functionNames, code, home, gateway, preparedPath, tableName },
    slackSecretId: slackSecret.name,
    pagerDutySecretId: pagerDutySecret.name,
    pagingSecretId: pagingSecret.name,
  });
  const lambda = openLambda({
    functions: [...specs, ...carrierSpecs(everyCluster(foundation.config.estate), code)],
    ...{ threadPath: code.threadPath, clock, store, metrics },
    logFile: join(dataDirectory, 'functions.log'),
    before: (each) => counted(invokeWithFaults(each, faults), metrics),
  });
  running.defer(() => lambda.stop());
  // People wait for these, and a thread takes a moment to load its modules.
  const warm = Promise.all(['slack', 'describe-role'].map((name) => lambda.warm(name)));
  const definitions = machineDefinitions(controlPlane);
  const machines = openStateMachines({
    ...{ store, clock, invoke: lambda.invoke, definitions, home },
    observe: (before, after) => countStep(metrics, before, after),
  });
  running.defer(() => machines.stop());
  services.serve(new Hono().route('/', lambdaApp(lambda)).route('/', statesApp(machines)));
  return {
    ...{ invoke: lambda.invoke, machines, definitions, functions: lambda },
    resume: async () => {
      lambda.resume();
      machines.resume();
      await warm;
    },
  };
}

function upstreamOf(
  { aws, clusters, dynamodbUrl, slackUrl, pagerDutyUrl }: BrokerOptions,
  servicesUrl: string,
  service: Service,
  cluster: string | undefined,
): string {
  switch (service) {
    case 'dynamodb':
      return dynamodbUrl;
    case 'slack':
      return slackUrl;
    case 'pagerduty':
      return pagerDutyUrl;
    case 'states':
    case 'lambda':
      return servicesUrl;
    case 'eks':
    case 'sts':
    case 'secretsmanager':
    case 'sns':
    case 's3':
    case 'kms':
      return aws.url;
    case 'kubernetes': {
      const running = clusters.find(({ name }) => name === cluster);
      if (running === undefined) throw new Error(`There is no cluster ${cluster}.`);
      return running.url;
    }
  }
}
