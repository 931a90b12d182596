import type { FunctionName } from '../infra/names.ts';
import type { LifeCost, LifeKind } from '../test/support/life-costs.ts';

// What does not depend on the machine, and must not grow unseen: tests hold it. Whoever raises a number says in the
// commit what came in and why it is worth it.

/**
 * Kilobytes that each function's bundle may have at most: what it had when this was last looked at, and a twentieth
 * more. What goes beyond is paid for at each cold start (`npm run bench -- --only cold-start`): look what came in before
 * raising it.
 */
export const bundleLimits: Readonly<Record<FunctionName, number>> = {
  slack: 1075,
  'command-line': 905,
  'describe-role': 1815,
  'advance-approval': 2075,
  'open-window': 2095,
  'close-window': 2095,
  sweep: 2150,
  seal: 640,
  'read-audit-log': 745,
};

/** Of packages that no function may load: each was found to be dear at a start, and is not needed. */
export const keptOut: readonly string[] = [
  ...['undici', 'express', 'jsonwebtoken', 'iconv-lite', 'mime-db', 'ws', 'yaml', 'js-yaml', 'jsonpath-plus'],
];

/** What a life on a warm platform takes, as counted on a quiet machine when this was last looked at. */
export const lifeLimits: Readonly<Record<LifeKind, LifeCost>> = {
  'automatic, one namespace': {
    ...{ transitions: 10, invocations: 5, readUnits: 31, writeUnits: 206 },
    ...{ slack: 11, eks: 13, sts: 4, kubernetes: 60 },
  },
  'approved by one': {
    ...{ transitions: 16, invocations: 9, readUnits: 60, writeUnits: 356 },
    ...{ slack: 28, eks: 14, sts: 5, kubernetes: 79 },
  },
  'approved and released early': {
    ...{ transitions: 14, invocations: 10, readUnits: 62, writeUnits: 395 },
    ...{ slack: 26, eks: 12, sts: 7, kubernetes: 100 },
  },
  denied: {
    ...{ transitions: 6, invocations: 6, readUnits: 30, writeUnits: 124 },
    ...{ slack: 25, eks: 2, sts: 2, kubernetes: 20 },
  },
};
