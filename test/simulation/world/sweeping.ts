import { isTerminal } from '../../../shared/domain/request.ts';
import { closeWindow } from '../../../shared/usecases/close-window.ts';
import { sweep } from '../../../shared/usecases/sweep.ts';
import { sweepPorts } from '../../support/in-memory/sweeping.ts';
import type { FunctionSpec } from './lambda.ts';
import type { SimulatedWorld } from './simulated-world.ts';

/** Seconds, as in `infra/`. */
const timeout = 60;
/** Milliseconds, as in `infra/`. */
const every = 5 * 60_000;

/** The function that sweeps. */
export function sweepFunction(world: SimulatedWorld): FunctionSpec {
  return {
    timeout,
    handler: async (_, invocation) => {
      const until = world.timeline.now + timeout * 1000;
      const ports = world.portsOf(invocation);
      await sweep(
        {
          ...sweepPorts(world, world.sweeps, invocation.wire),
          ...ports,
          close: (id) => closeWindow(ports, id),
          timeLeft: () => until - world.timeline.now,
          sweeper: { start: async () => world.lambda.accept('sweep', {}) },
        },
        {},
      );
      return {};
    },
  };
}

/** Sweeps on schedule until the end; not where there is nothing at all that a sweep could find. */
export function scheduleSweeps(world: SimulatedWorld, end: number): void {
  const { timeline, lambda } = world;
  for (let at = timeline.now + every; at < end; at += every) {
    timeline.at(at, () => {
      if (hasAnything(world)) lambda.accept('sweep', {});
    });
  }
}

function hasAnything({ records, clusters }: SimulatedWorld): boolean {
  return (
    records.leases.size > 0 ||
    [...records.requests.values()].some((request) => !isTerminal(request)) ||
    [...clusters.values()].some(({ bindings }) => bindings.length > 0)
  );
}
