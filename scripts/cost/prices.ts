/**
 * US dollars, list prices of us-east-1 without any free tier, written down on 2026-11-21. Other regions cost up to a
 * quarter more. Look them up again before you rely on them:
 * https://aws.amazon.com/{lambda,step-functions,dynamodb,kms,secrets-manager,cloudwatch,api-gateway,xray,s3,sqs}/pricing/
 */
export const prices = {
  lambdaRequest: 0.2 / 1e6,
  /** On arm64. */
  lambdaGigabyteSecond: 0.0000133334,
  stateTransition: 0.025 / 1e3,
  writeUnit: 0.625 / 1e6,
  readUnit: 0.125 / 1e6,
  httpCall: 1 / 1e6,
  trace: 5 / 1e6,
  logGigabyte: 0.5,
  kmsCall: 0.03 / 1e4,
  secretCall: 0.05 / 1e4,
  /** A month. */
  kmsKey: 1,
  secret: 0.4,
  alarmMetric: 0.1,
  dashboard: 3,
  /** Point-in-time recovery and the data itself, in a month. */
  tableGigabyte: 0.25 + 0.2,
  archiveGigabyte: 0.023,
} as const;
