/** Something that a check says and that stays, and why. Whatever is not here stops the synthesis. */
export interface ReviewedFinding {
  /** As cdk-nag names it, without what it found in the square brackets. */
  readonly rule: string;
  /** What it found, for rules that find several things in one resource. */
  readonly finding?: RegExp;
  /** Paths of constructs. */
  readonly at: RegExp;
  readonly reason: string;
}

export const reviewedFindings: readonly ReviewedFinding[] = [
  {
    rule: 'AwsSolutions-SMG4',
    at: /\/(Slack|PagerDuty|Paging)Secret\//,
    reason:
      'Slack and PagerDuty give these out, and neither has a way to renew them by program. The operator does, as docs/operate.md says, and no deployment is needed for it.',
  },
  {
    rule: 'AwsSolutions-APIG4',
    at: /\/SlackEndpoint\//,
    reason:
      'Slack has no AWS credentials. The function verifies its signature over each call, before anything reads the call.',
  },
  {
    rule: 'AwsSolutions-SQS3',
    at: /\/Undelivered\//,
    reason:
      'It is the dead-letter queue: of functions by their destination, which this rule does not look at.',
  },
  {
    rule: 'AwsSolutions-IAM5',
    finding: /^Resource::\*$/,
    at: /\/Role\/DefaultPolicy\//,
    reason:
      'X-Ray, the delivery of a machine’s log and the network interfaces of a function have no resources to name; test/infra/reviewed-wildcards.ts lists the actions.',
  },
  {
    rule: 'AwsSolutions-IAM5',
    finding: /:execution:k8s-access-[a-z0-9]+-(approval|window):\*$/,
    at: /^ControlPlane\/[A-Za-z]+\/Role\/DefaultPolicy\//,
    reason: 'An execution is named after its request.',
  },
  {
    rule: 'AwsSolutions-IAM5',
    finding: /^Resource::<(AdvanceApproval|OpenWindow|CloseWindow)Function[0-9A-F]{8}\.Arn>:\*$/,
    at: /^ControlPlane\/(Approval|Window)\/Machine\/Role\//,
    reason: 'The versions and aliases of the one function that the machine asks.',
  },
  {
    rule: 'AwsSolutions-S1',
    at: /\/Audit\/Bucket\//,
    reason:
      'Who read a sealed day changes nothing of what it proves, and nobody can replace it. CloudTrail’s data events tell who did, where somebody wants to know.',
  },
  {
    rule: 'AwsSolutions-IAM5',
    finding: /^Resource::<AuditBucket[0-9A-F]{8}\.Arn>\/audit\/\*$/,
    at: /^ControlPlane\/Seal\/Role\/DefaultPolicy\//,
    reason: 'Each day has a folder of its own; what stands in the bucket cannot be replaced.',
  },
  {
    rule: 'AwsSolutions-IAM5',
    finding: /:access-entry\/[^/*]+\/\*$/,
    at: /^Brokers-\d{12}\//,
    reason:
      'An entry’s ARN ends in a UUID that nobody knows beforehand; the tag and the principal are conditions.',
  },
];
