import type { PlatformClock } from '../clock.ts';
import type { Invoke } from '../lambda/invocation.ts';
import { alarm } from './alarm.ts';
import { call } from './call.ts';
import type { Definition } from './definition.ts';
import { type Execution, type Phase, type Running, wakeUpOf } from './execution.ts';
import type { Executions } from './executions.ts';
import { type Occurrence, step } from './step.ts';
import type { Timeline } from './timeline.ts';
import { trackWork } from './work.ts';

/** Carries out what the executions' records ask for. Each record is durable before the effect that it asks for. */
export interface Runner extends Timeline {
  /** Puts a new execution on record and sets it to work. */
  begin(execution: Running): void;
  /** Sets to work what an earlier process left: a Task that was under way is run again. */
  resume(): void;
  stop(): void;
}

export interface RunnerOptions {
  readonly executions: Executions;
  readonly clock: PlatformClock;
  readonly invoke: Invoke;
  readonly definitions: Readonly<Record<string, Definition>>;
  readonly observe: Observe;
}

export type Observe = (before: Running, after: Execution) => void;

export function openRunner({ executions, clock, invoke, definitions, observe }: RunnerOptions): Runner {
  const interrupted = executions.all().filter(isAtWork);
  const work = trackWork();
  const timer = alarm(clock, () => runDue(clock.now()));
  let stopped = false;

  async function run(first: Execution): Promise<void> {
    let execution = first;
    while (isAtWork(execution)) {
      const occurrence = await effectOf(execution.phase, invoke);
      if (stopped) return;
      execution = proceed(execution, occurrence);
    }
    timer.set(nextWakeUp());
  }

  function proceed(execution: Running, occurrence: Occurrence): Execution {
    const definition = definitions[execution.machine] ?? noStates;
    const next = step(definition, execution, occurrence, { now: clock.now(), chance: Math.random() });
    executions.put(next);
    observe(execution, next);
    return next;
  }

  function nextWakeUp(): number | undefined {
    // What is due stays so once stopped: a move of the clock that was under way would wait for it without end.
    if (stopped) return undefined;
    const moments = executions.all().flatMap((execution) => wakeUpOf(execution) ?? []);
    return moments.length === 0 ? undefined : Math.min(...moments);
  }

  function runDue(now: number): void {
    if (stopped) return;
    for (const execution of executions.all()) {
      if (!isDue(execution, now)) continue;
      void work.track(run(proceed(execution, { kind: 'woken' })));
    }
    timer.set(nextWakeUp());
  }

  return {
    busy: work.busy,
    idle: work.idle,
    nextWakeUp,
    runDue,
    begin: (execution) => {
      executions.put(execution);
      void work.track(run(execution));
    },
    resume: () => {
      for (const execution of interrupted) void work.track(run(execution));
      timer.set(nextWakeUp());
    },
    stop: () => {
      stopped = true;
      timer.set(undefined);
    },
  };
}

// An execution of a machine that is no longer defined fails at its next step.
const noStates: Definition = { StartAt: '', States: {} };

function isAtWork(execution: Execution): execution is Running {
  return execution.status === 'RUNNING' && wakeUpOf(execution) === undefined;
}

function isDue(execution: Execution, now: number): execution is Running {
  const wakeAt = wakeUpOf(execution);
  return wakeAt !== undefined && wakeAt <= now;
}

async function effectOf(phase: Phase, invoke: Invoke): Promise<Occurrence> {
  return phase.kind === 'calling' ? call(invoke, phase) : { kind: 'entered' };
}
