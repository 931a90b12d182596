import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { type Child, ClusterStartError, requireRunning } from '../../processes/child.ts';
import type { AdminClient } from './admin-client.ts';

/** Milliseconds that a cluster may take to come up; two at once on two idle cores take about 5,000. */
const startLimit = 60_000;

/** Waits until the API server says that it is ready; throws ClusterStartError when it or a child before it fails. */
export function untilReady(client: AdminClient, children: readonly Child[]): Promise<void> {
  const isReady = async () => (await client.get('/readyz')).status === 200;
  return until('kube-apiserver is not ready', children, isReady);
}

const roleSchema = z.object({ rules: z.array(z.unknown()).nullable() });

/** Waits until the controllers have filled the built-in role `edit`; throws ClusterStartError as above. */
export function untilAggregated(client: AdminClient, children: readonly Child[]): Promise<void> {
  const path = '/apis/rbac.authorization.k8s.io/v1/clusterroles/edit';
  const isAggregated = async () => {
    const { rules } = roleSchema.parse(JSON.parse((await client.get(path)).body));
    return rules !== null && rules.length > 0;
  };
  return until('the role "edit" has no rules', children, isAggregated);
}

async function until(
  problem: string,
  children: readonly Child[],
  isDone: () => Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + startLimit;
  while (!(await isDone().catch(() => false))) {
    for (const child of children) requireRunning(child);
    if (performance.now() > deadline) {
      const lines = children.flatMap((child) => child.lastLines());
      throw new ClusterStartError(`After ${startLimit / 1000} s ${problem}.`, lines);
    }
    await sleep(50);
  }
}
