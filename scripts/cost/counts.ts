/** What somebody does, in what AWS bills of it. */
export interface Usage {
  readonly invocations: number;
  readonly transitions: number;
  readonly writeUnits: number;
  readonly readUnits: number;
}

/**
 * One request's life: typed in Slack, approved with a click ten minutes later, open for an hour, closed by its machine.
 * test/workflow/cost.test.ts measures it on the local platform and fails where it is more than a fifth beyond this.
 */
export const requestLife: Usage = { invocations: 10, transitions: 18, writeUnits: 380, readUnits: 100 };

/** One sweep in which nothing is out of order, with two clusters; measured by the same test. */
export const quietSweep: Usage = { invocations: 1, transitions: 0, writeUnits: 0, readUnits: 15 };

/** What stands there for a month whether anybody asks or not; test/infra/cost.test.ts counts it in the template. */
export const standing = { keys: 2, secrets: 3, alarmMetrics: 33, dashboards: 1 } as const;

/** What is not measured: taken, and taken rather too high. */
export const assumed = {
  /** Of each function. */
  memoryGigabytes: 0.5,
  /** Of each invocation on average; most take a third of it, and one that asks a cluster takes two. */
  secondsPerInvocation: 1,
  /** Of each invocation: Lambda's own lines and ours. */
  logBytesPerInvocation: 2_000,
  /** Of each transition: two events with their input and output. */
  logBytesPerTransition: 2_000,
  /** Calls of Slack for one request's life. */
  httpCallsPerRequest: 3,
  /** A key's uses for each invocation: DynamoDB asks for the table's key every five minutes, and a secret is read. */
  kmsCallsPerInvocation: 2,
  sweepsPerMonth: (30 * 24 * 60) / 5,
  /** Records and audit events of one request, in the table and in the archive. */
  bytesPerRequest: 60_000,
} as const;
