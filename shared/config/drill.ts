import type { DrillPlan } from '../domain/drill.ts';
import type { Duration } from '../domain/duration.ts';
import type { BreakGlassInFile } from './break-glass-schema.ts';
import type { Contradiction } from './contradiction.ts';
import type { Named } from './rules.ts';

type DrillInFile = NonNullable<BreakGlassInFile['drill']>;

const oneMinute = 1 as Duration;

/** The drill of a rule of break-glass in the domain's types. */
export function drillOf({ cluster, namespace, role, duration = oneMinute }: DrillInFile): DrillPlan {
  return { scope: { cluster, namespaces: [namespace], role }, duration };
}

/** What the drill of a rule says that the rest of the file contradicts. */
export function drillContradictions(
  drill: DrillInFile | undefined,
  path: Contradiction['path'],
  { clusters, roles }: Named,
): readonly Contradiction[] {
  if (drill === undefined) return [];
  const { cluster, namespace, role } = drill;
  const managed = clusters.get(cluster)?.namespaces;
  if (managed === undefined) {
    const known = [...clusters.keys()].join(', ');
    return [{ path: [...path, 'cluster'], problem: `There is no cluster ${cluster}. There is ${known}.` }];
  }
  const given = [...roles.values()].filter(({ scope }) => scope === 'namespace').map(({ name }) => name);
  return [
    ...(managed.includes(namespace)
      ? []
      : [
          {
            path: [...path, 'namespace'],
            problem: `Cluster ${cluster} has no namespace ${namespace}. It has ${managed.join(', ')}.`,
          },
        ]),
    ...(given.includes(role)
      ? []
      : [
          {
            path: [...path, 'role'],
            problem: `There is no role ${role} for a namespace. There is ${given.join(', ')}.`,
          },
        ]),
  ];
}
