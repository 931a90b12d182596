import { useMemo } from 'preact/hooks';
import { useSeconds } from '../hooks.ts';
import { countdown } from '../model/time.ts';
import type { Execution, MachineShape } from '../model/types.ts';
import { useSession } from '../session.ts';
import { drawingOf } from './layout.ts';

/** Executions of a machine that are listed. */
const most = 8;

/** The state machines, each drawn from its definition with where its executions stand. */
export function Machines() {
  const { state } = useSession();
  const drawn = state.machines
    .map((machine) => ({
      machine,
      executions: state.executions.filter((execution) => execution.machine === machine.name),
    }))
    // What runs is looked for first.
    .toSorted((one, other) => runningOf(other.executions).length - runningOf(one.executions).length);
  return (
    <div class="machines">
      {drawn.map(({ machine, executions }) => (
        <Machine key={machine.name} machine={machine} executions={executions} />
      ))}
    </div>
  );
}

function Machine({ machine, executions }: { machine: MachineShape; executions: readonly Execution[] }) {
  const running = runningOf(executions);
  const newest = executions.toReversed().slice(0, most);
  return (
    <section class="machine" aria-label={`${machine.name} machine`}>
      <h3>
        {machine.name}{' '}
        <span class="quiet">{running.length === 0 ? 'rests' : `${running.length} running`}</span>
      </h3>
      <Drawn machine={machine} executions={running.length > 0 ? running : executions.slice(-1)} />
      <ul>
        {newest.map((execution) => (
          <ExecutionItem key={execution.name} execution={execution} />
        ))}
      </ul>
      {executions.length > most && <p class="quiet">and {executions.length - most} older ones</p>}
    </section>
  );
}

function runningOf(executions: readonly Execution[]): readonly Execution[] {
  return executions.filter(({ status }) => status === 'RUNNING');
}

function Drawn({ machine, executions }: { machine: MachineShape; executions: readonly Execution[] }) {
  const { width, height, boxes, arrows } = useMemo(() => drawingOf(machine), [machine]);
  const arrow = `arrow-${machine.name}`;
  const at = (name: string) => executions.filter(({ state }) => state === name).length;
  const states = [...new Set(executions.map(({ state }) => state))].join(', ');
  return (
    <svg
      class="drawing"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={states === '' ? `${machine.name}: nothing runs` : `${machine.name} stands at ${states}`}
    >
      <defs>
        <marker id={arrow} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 0 8 4 0 8z" />
        </marker>
      </defs>
      {arrows.map(({ key, path }) => (
        <path key={key} class="arrow" d={path} marker-end={`url(#${arrow})`} />
      ))}
      {boxes.map(({ name, type, x, y, width, height }) => (
        <g key={name} class={at(name) > 0 ? 'state here' : 'state'} data-type={type}>
          <rect x={x} y={y} width={width} height={height} rx={type === 'Task' ? 5 : 13} />
          <text x={x + width / 2} y={y + height / 2}>
            {name}
          </text>
        </g>
      ))}
    </svg>
  );
}

function ExecutionItem({ execution: { name, status, state, wakeAt } }: { execution: Execution }) {
  const { offset } = useSession();
  const now = useSeconds() + offset;
  return (
    <li>
      <code>{name}</code> <span class={`badge ${status.toLowerCase()}`}>{state}</span>
      {wakeAt && <span class="quiet"> wakes in {countdown(Date.parse(wakeAt) - now)}</span>}
    </li>
  );
}
