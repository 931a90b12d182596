import type { DrillPlan } from '../domain/drill.ts';
import type { Duration } from '../domain/duration.ts';
import { sourceFor } from '../domain/identity-source.ts';
import type { BreakGlassInFile } from './break-glass-schema.ts';
import type { Contradiction } from './contradiction.ts';
import type { Named } from './rules.ts';

type DrillInFile = NonNullable<BreakGlassInFile['drill']>;

const oneMinute = 1 as Duration;

/** The drill of a rule of break-glass in the domain's types. */
export function drillOf({ cluster, namespace, role, duration = oneMinute, weekly }: DrillInFile): DrillPlan {
  const scope = { cluster, namespaces: [namespace], role } as const;
  if (weekly === undefined) return { scope, duration };
  const { as, weekday, at: minute } = weekly;
  return { scope, duration, weekly: { as, weekday, minute } };
}

/** What the drill of a rule says that the rest of the file contradicts. */
export function drillContradictions(
  { drill, when }: BreakGlassInFile,
  path: Contradiction['path'],
  named: Named,
): readonly Contradiction[] {
  if (drill === undefined) return [];
  return [
    ...scopeContradictions(drill, path, named),
    ...(drill.weekly === undefined
      ? []
      : asContradictions(drill.weekly.as, when, [...path, 'weekly'], named)),
  ];
}

function scopeContradictions(
  { cluster, namespace, role }: DrillInFile,
  path: Contradiction['path'],
  { clusters, roles }: Named,
): readonly Contradiction[] {
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

// Who is in a usergroup, Slack alone can say.
function asContradictions(
  as: string,
  { requesters }: BreakGlassInFile['when'],
  path: Contradiction['path'],
  { identities }: Named,
): readonly Contradiction[] {
  if (sourceFor(identities, as) === undefined) {
    const problem = `${as} is not an address of anybody in identities, so they can hold no access. Name somebody else.`;
    return [{ path: [...path, 'as'], problem }];
  }
  if (requesters?.people === undefined || requesters.usergroups !== undefined) return [];
  if (requesters.people.includes(as)) return [];
  return [
    {
      path: [...path, 'as'],
      problem: `This rule is not for ${as}, so its drill would be refused. Name one of its requesters.`,
    },
  ];
}
