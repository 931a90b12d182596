import { ourBindings, ourClusterBindings, type PlatformState } from '../support/platform.ts';

/** Requests that were over by the state's time: past their end, or ended before it. */
export function overIn({ requests, now }: PlatformState): ReadonlySet<string> {
  const isOver = ({ status, closesAt }: PlatformState['requests'][number]) =>
    status === 'active' ? (closesAt ?? now) <= now : !mayStand.has(status);
  return new Set(requests.filter(isOver).map(({ id }) => id));
}

const mayStand: ReadonlySet<string> = new Set(['pending', 'approved', 'active']);

/** What still gives one of them access, in words. */
export function accessOf(over: ReadonlySet<string>, state: PlatformState): readonly string[] {
  return state.clusters.flatMap(({ name: cluster }) =>
    [...ourBindings(state, cluster), ...ourClusterBindings(state, cluster)]
      .filter(
        ({ metadata, subjects }) =>
          subjects.length > 0 && over.has(metadata.name.slice('k8s-access-'.length)),
      )
      .map(
        ({ metadata, subjects }) =>
          `${metadata.name} in ${cluster} names ${subjects.map(({ name }) => name).join()}`,
      ),
  );
}

/** What is left where nothing may be but requests that nobody decided: other requests, our bindings and entries. */
export function leftIn(state: PlatformState): readonly string[] {
  return [
    ...state.requests.filter(({ status }) => !done.has(status)).map(({ id, status }) => `${id} is ${status}`),
    ...state.clusters.flatMap(({ name: cluster, accessEntries }) => [
      ...[...ourBindings(state, cluster), ...ourClusterBindings(state, cluster)].map(
        ({ metadata }) => `${metadata.name} is left in ${cluster}`,
      ),
      ...accessEntries
        .filter(({ tags }) => 'k8s-access/lease' in tags)
        .map(({ principalArn }) => `the entry of ${principalArn} is left in ${cluster}`),
    ]),
  ];
}

const done: ReadonlySet<string> = new Set([
  'pending',
  'ended',
  'failed',
  'denied',
  'withdrawn',
  'lapsed',
  'applied',
]);
