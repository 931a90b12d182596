import type { Metrics } from '../metrics.ts';
import type { Execution, Running } from './execution.ts';

/** Counts as Step Functions does: each state that is left, each retry, and each execution that failed. */
export function countStep(metrics: Metrics, before: Running, after: Execution): void {
  if (after.state !== before.state || after.status !== 'RUNNING' || after.phase.kind === 'retrying') {
    metrics.count({
      namespace: 'AWS/States',
      name: 'ConsumedCapacity',
      dimensions: { ServiceMetric: 'StateTransition' },
    });
  }
  if (after.status === 'FAILED') {
    metrics.count({
      namespace: 'AWS/States',
      name: 'ExecutionsFailed',
      dimensions: { StateMachineArn: after.machineArn },
    });
  }
}
