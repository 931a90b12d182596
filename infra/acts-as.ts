import type { Broker } from '../shared/domain/estate.ts';
import { type FunctionName, functionNames } from './names.ts';

/** As which brokers each function acts in clusters: what it may assume, and what the brokers' roles trust it for. */
export const actsAs: Readonly<Record<FunctionName, readonly Broker[]>> = {
  slack: [],
  'command-line': [],
  'describe-role': ['witness'],
  'advance-approval': ['witness'],
  'open-window': ['granter', 'witness'],
  'close-window': ['revoker', 'witness'],
  sweep: ['revoker', 'witness'],
  seal: [],
  'read-audit-log': [],
};

/** The functions that act as the broker. */
export function functionsActingAs(broker: Broker): readonly FunctionName[] {
  return functionNames.filter((name) => actsAs[name].includes(broker));
}
