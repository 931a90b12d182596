import type { DeployedFunction } from '../infra/bundle-function.ts';

// The clients as their packages document them, with nothing left out.
const clients = {
  dynamodb: `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
    import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
    keep(DynamoDBDocumentClient.from(new DynamoDBClient({})));`,
  sfn: "import { SFNClient } from '@aws-sdk/client-sfn'; keep(new SFNClient({}));",
  lambda: "import { LambdaClient } from '@aws-sdk/client-lambda'; keep(new LambdaClient({}));",
  secrets: `import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
    keep(new SecretsManagerClient({}));`,
  sns: "import { SNSClient } from '@aws-sdk/client-sns'; keep(new SNSClient({}));",
  s3: "import { S3Client } from '@aws-sdk/client-s3'; keep(new S3Client({}));",
  kms: "import { KMSClient } from '@aws-sdk/client-kms'; keep(new KMSClient({}));",
  eks: "import { EKSClient } from '@aws-sdk/client-eks'; keep(new EKSClient({}));",
  sts: "import { STSClient } from '@aws-sdk/client-sts'; keep(new STSClient({}));",
  slack: "import { WebClient } from '@slack/web-api'; keep(new WebClient('token'));",
  kubernetes: `import { createConfiguration, RbacAuthorizationV1Api } from '@kubernetes/client-node';
    keep(new RbacAuthorizationV1Api(createConfiguration()));`,
  https: "import { Agent } from 'node:https'; keep(new Agent());",
};

type Client = keyof typeof clients;

const machine: readonly Client[] = ['dynamodb', 'sfn', 'secrets', 'slack'];
const cluster: readonly Client[] = ['eks', 'sts', 'kubernetes', 'lambda'];

/** The clients that each function needs to do its work. */
const needed: Readonly<Record<Exclude<DeployedFunction, 'slack'>, readonly Client[]>> = {
  'command-line': ['dynamodb', 'sfn', 'lambda', 'secrets', 'slack'],
  'describe-role': cluster,
  'advance-approval': [...machine, ...cluster],
  'open-window': [...machine, ...cluster, 'sns'],
  'close-window': [...machine, ...cluster, 'sns'],
  sweep: [...machine, ...cluster, 'sns'],
  'read-audit-log': ['dynamodb', 'secrets', 'slack'],
  seal: ['dynamodb', 's3', 'kms'],
  'cluster-calls': ['https'],
};

const smallestBoltApp = `import { App, AwsLambdaReceiver } from '@slack/bolt';
  const receiver = new AwsLambdaReceiver({ signingSecret: 'secret' });
  const app = new App({ receiver, token: 'token' });
  app.command(/.*/, async ({ ack }) => ack('done'));
  export const handler = receiver.toHandler();`;

/** The source of the least that the function could be: what it needs of others, and nothing of ours. */
export function floorOf(name: DeployedFunction): string {
  if (name === 'slack') return smallestBoltApp;
  return `const kept = []; const keep = (client) => kept.push(client);
    ${needed[name].map((client) => clients[client]).join('\n')}
    export const handler = () => kept;`;
}
