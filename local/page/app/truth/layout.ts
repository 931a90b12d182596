import dagre, { type Edge, type Point } from '@dagrejs/dagre';
import type { MachineShape } from '../model/types.ts';

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly {
    readonly name: string;
    readonly type: string;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }[];
  readonly arrows: readonly { readonly key: string; readonly path: string }[];
}

const boxHeight = 26;
const margin = 4;
/** Pixels that a letter of a state's name takes, at most. */
const letter = 7.2;

/** Where the states of a machine stand on a drawing, and the arrows between them. */
export function drawingOf({ states }: MachineShape): Drawing {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 26, marginx: margin, marginy: margin });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { name } of states) graph.setNode(name, { width: name.length * letter + 20, height: boxHeight });
  for (const { name, next } of states) for (const follower of next) graph.setEdge(name, follower);
  dagre.layout(graph);
  const bends = graph.edges().flatMap((edge: Edge) => graph.edge(edge).points ?? []);
  const { width = 0, height = 0 } = graph.graph();
  return {
    // An arrow may run outside of what the states take up.
    width: Math.max(width, ...bends.map(({ x }: Point) => x + margin)),
    height: Math.max(height, ...bends.map(({ y }: Point) => y + margin)),
    boxes: states.map(({ name, type }) => {
      const { x, y, width, height } = graph.node(name);
      return { name, type, x: x - width / 2, y: y - height / 2, width, height };
    }),
    arrows: graph.edges().map((edge: Edge) => ({
      key: `${edge.v} ${edge.w}`,
      path: pathOf(graph.edge(edge).points ?? []),
    })),
  };
}

function pathOf(points: readonly { readonly x: number; readonly y: number }[]): string {
  return points
    .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join(' ');
}
