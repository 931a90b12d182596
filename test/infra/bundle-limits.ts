import type { FunctionName } from '../../infra/names.ts';

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
};

/** Of packages that no function may load: each was found to be dear at a start, and is not needed. */
export const keptOut: readonly string[] = [
  ...['undici', 'express', 'jsonwebtoken', 'iconv-lite', 'mime-db', 'ws', 'yaml', 'js-yaml', 'jsonpath-plus'],
];
