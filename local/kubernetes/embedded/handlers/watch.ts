import type { Call, OpenStream, Reply } from '../call.ts';
import type { StoredObject } from '../object.ts';
import type { ChangeEvent } from '../object-store.ts';
import { expired } from '../status.ts';
import { selectedObjects, selector } from './read.ts';

/**
 * GET of a collection with `watch`: from `resourceVersion` on, or from what is there now when it says none.
 * Authorized at its start only, like the real one: it goes on after the right to it is gone.
 */
export function watch(call: Call): Reply {
  const seconds = Number(call.query.get('timeoutSeconds') ?? 0);
  return { kind: 'stream', timeoutSeconds: seconds > 0 ? seconds : undefined, open: openWatch(call) };
}

function openWatch(call: Call): OpenStream {
  const { cluster, query, resource, info } = call;
  const matches = selector(query);
  const from = Number(query.get('resourceVersion') ?? 0);
  const missed = from === 0 ? [] : cluster.objects.since(from);
  const existing = from === 0 ? selectedObjects(call) : [];
  return (send) => {
    if (missed === undefined) {
      send({ type: 'ERROR', object: expired().toStatus() });
      return () => undefined;
    }
    const forward = (change: ChangeEvent) => {
      const isMeant = change.resource === resource && isInNamespace(change.object, info.namespace);
      const event = isMeant ? eventFor(change, matches) : undefined;
      if (event !== undefined) send(event);
    };
    for (const object of existing) send({ type: 'ADDED', object });
    for (const change of missed) forward(change);
    return cluster.objects.subscribe(forward);
  };
}

const isInNamespace = ({ metadata }: StoredObject, namespace: string) =>
  namespace === '' || metadata.namespace === namespace;

// An object that begins or ceases to match the selectors appears or disappears for the watcher.
function eventFor(change: ChangeEvent, matches: (object: StoredObject) => boolean) {
  const { type, object, previous } = change;
  const before = previous !== undefined && matches(previous);
  const after = type !== 'DELETED' && matches(object);
  if (before && after) return { type: 'MODIFIED', object };
  if (after) return { type: 'ADDED', object };
  return before ? { type: 'DELETED', object } : undefined;
}
