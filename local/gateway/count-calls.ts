import type { Metrics } from '../metrics.ts';
import type { Call } from './operations.ts';

/** Counts a call that one of our functions made. */
export function countCall(metrics: Metrics, { service, operation, caller }: Call): void {
  const dimensions = { FunctionName: caller, Service: service, Operation: operation };
  metrics.count({ namespace: 'k8s-access/Calls', name: 'Calls', dimensions });
}
