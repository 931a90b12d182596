import { methodNames } from '../slack/web-api/routes.ts';

/** One call that a function of ours makes. */
export interface Call {
  readonly service: Service;
  readonly operation: string;
  /** The function that calls. */
  readonly caller: string;
  /** The cluster whose API server is called. */
  readonly cluster?: string;
}

export type Service =
  | 'dynamodb'
  | 'eks'
  | 'sts'
  | 'states'
  | 'lambda'
  | 'secretsmanager'
  | 'sns'
  | 's3'
  | 'kms'
  | 'slack'
  | 'pagerduty'
  | 'kubernetes';

const operations: Readonly<Record<Service, readonly string[]>> = {
  dynamodb: ['GetItem', 'PutItem', 'DeleteItem', 'Query', 'TransactWriteItems'],
  eks: [
    'DescribeCluster',
    'DescribeAccessEntry',
    'CreateAccessEntry',
    'DeleteAccessEntry',
    'ListAssociatedAccessPolicies',
    'AssociateAccessPolicy',
    'DisassociateAccessPolicy',
  ],
  sts: ['AssumeRole'],
  states: ['StartExecution', 'DescribeExecution'],
  lambda: [
    ...['Invoke', 'slack', 'command-line', 'describe-role'],
    ...['advance-approval', 'open-window', 'close-window', 'seal'],
  ],
  secretsmanager: ['GetSecretValue'],
  sns: ['Publish', 'GetTopicAttributes'],
  s3: ['GetObject', 'PutObject'],
  kms: ['Sign'],
  slack: [...methodNames, 'response_url'],
  pagerduty: ['listOnCalls', 'getSchedule', 'enqueue'],
  kubernetes: [
    ...['createRoleBinding', 'patchRoleBinding', 'deleteRoleBinding', 'readRoleBinding'],
    ...['createClusterRoleBinding', 'patchClusterRoleBinding', 'deleteClusterRoleBinding'],
    ...['readClusterRoleBinding', 'subjectAccessReview', 'readClusterRole'],
  ],
};

export function isKnownTarget(target: string): boolean {
  return targets.has(target);
}

export function knownTargets(): string {
  return [...targets].join(', ');
}

const targets = new Set(
  Object.entries(operations).flatMap(([service, names]) => [
    service,
    ...names.map((name) => `${service}.${name}`),
  ]),
);

export interface RawCall {
  readonly method: string;
  /** Path with query, as the service will see it. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** What the call is called in its service's own words. */
export function operationOf(service: Service, call: RawCall): string {
  switch (service) {
    case 'dynamodb':
    case 'states':
    case 'secretsmanager':
    case 'kms':
      return (
        String(call.headers['x-amz-target'] ?? '')
          .split('.')
          .at(-1) ?? ''
      );
    case 'sts':
    case 'sns':
      return /(?:^|[?&])Action=(\w+)/.exec(`${call.path}&${call.body.toString('utf8')}`)?.[1] ?? '';
    case 's3':
      return call.method === 'PUT' ? 'PutObject' : 'GetObject';
    case 'lambda':
      return 'Invoke';
    case 'eks':
      return eksOperation(call);
    case 'slack':
      return /^\/api\/([\w.]+)/.exec(call.path)?.[1] ?? 'response_url';
    case 'pagerduty':
      return pagerDutyOperation(call);
    case 'kubernetes':
      return kubernetesOperation(call);
  }
}

const policyOperations: Readonly<Record<string, string>> = {
  GET: 'ListAssociatedAccessPolicies',
  POST: 'AssociateAccessPolicy',
  DELETE: 'DisassociateAccessPolicy',
};

function eksOperation({ method, path }: RawCall): string {
  if (/\/access-policies(?:[/?]|$)/.test(path)) return policyOperations[method] ?? '';
  const entries = /^\/clusters\/[^/?]+\/access-entries(\/[^/?]+)?/.exec(path);
  if (entries === null) return 'DescribeCluster';
  if (entries[1] === undefined) return method === 'POST' ? 'CreateAccessEntry' : 'ListAccessEntries';
  return method === 'DELETE' ? 'DeleteAccessEntry' : 'DescribeAccessEntry';
}

function pagerDutyOperation({ path }: RawCall): string {
  if (path.startsWith('/v2/enqueue')) return 'enqueue';
  return path.startsWith('/schedules/') ? 'getSchedule' : 'listOnCalls';
}

const kubernetesVerbs: Readonly<Record<string, string>> = {
  POST: 'create',
  PATCH: 'patch',
  DELETE: 'delete',
  GET: 'read',
};

const bindingKinds: Readonly<Record<string, string>> = {
  rolebindings: 'RoleBinding',
  clusterrolebindings: 'ClusterRoleBinding',
};

function kubernetesOperation({ method, path }: RawCall): string {
  if (path.includes('/subjectaccessreviews')) return 'subjectAccessReview';
  const [, plural = ''] = /\/(rolebindings|clusterrolebindings)(?:[/?]|$)/.exec(path) ?? [];
  return `${kubernetesVerbs[method] ?? 'read'}${bindingKinds[plural] ?? 'ClusterRole'}`;
}
