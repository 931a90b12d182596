/** A permission on more than one named resource, and why it is so. Nothing else may have a wildcard. */
export interface ReviewedWildcard {
  readonly actions: readonly string[];
  readonly resource: string;
  readonly reason: string;
}

const machines = 'arn:aws:states:eu-central-1:444455556666';

export const reviewedWildcards: readonly ReviewedWildcard[] = [
  {
    actions: [
      'xray:PutTraceSegments',
      'xray:PutTelemetryRecords',
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
    ],
    resource: '*',
    reason: 'X-Ray has no resources for these; they write traces and read how many to write.',
  },
  {
    actions: [
      'logs:CreateLogDelivery',
      'logs:GetLogDelivery',
      'logs:UpdateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:DescribeResourcePolicies',
      'logs:DescribeLogGroups',
    ],
    resource: '*',
    reason: 'Step Functions sets up the delivery of a machine’s log with these; they name no log group.',
  },
  {
    actions: ['states:DescribeExecution'],
    resource: `${machines}:execution:k8s-access-test-approval:*`,
    reason: 'An execution is named after its request.',
  },
  {
    actions: ['states:DescribeExecution'],
    resource: `${machines}:execution:k8s-access-test-window:*`,
    reason: 'An execution is named after its request.',
  },
  {
    actions: ['s3:GetObject', 's3:PutObject'],
    resource: 'AuditBucket7486E833/audit/*',
    reason: 'Each day has a folder of its own; what stands in the bucket cannot be replaced.',
  },
  ...['advance-approval', 'open-window', 'close-window'].map((name) => ({
    actions: ['lambda:InvokeFunction'],
    resource: `${name}:*`,
    reason: 'The versions and aliases of the one function that the machine asks.',
  })),
];
