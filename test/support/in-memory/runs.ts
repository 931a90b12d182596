import { Gate, type Stall } from './gate.ts';
import type { World } from './world.ts';

/** One invocation of a use case. */
type Run = (ports: ReturnType<World['ports']>) => Promise<unknown>;

/** What an invocation came to: its error, or nothing where it finished. */
export async function outcomeOf(run: Promise<unknown>): Promise<unknown> {
  try {
    await run;
    return undefined;
  } catch (error) {
    return error;
  }
}

/** All calls of an invocation that nothing disturbs. */
export async function callsOf(world: World, run: Run): Promise<readonly string[]> {
  const gate = new Gate();
  await run(world.ports(gate));
  return gate.calls;
}

/** Runs until the call is under way, and lets the invocation die over it; the call can still land. */
export async function diesOver(world: World, call: string | number, run: Run): Promise<Stall> {
  const gate = new Gate();
  const stall = gate.stall(call);
  const dead = outcomeOf(run(world.ports(gate)));
  await stall.sent;
  gate.kill();
  await dead;
  return stall;
}
