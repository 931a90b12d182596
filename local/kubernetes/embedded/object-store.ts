import type { Collection, Store } from '../../store.ts';
import type { StoredObject } from './object.ts';
import { qualifiedName, type ResourceType } from './resources.ts';

export interface ChangeEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly resource: ResourceType;
  readonly revision: number;
  readonly object: StoredObject;
  readonly previous: StoredObject | undefined;
}

/** The objects of one cluster: read from memory, written through to the durable store, in one order of revisions. */
export interface ObjectStore {
  revision(): number;
  get(resource: ResourceType, namespace: string, name: string): StoredObject | undefined;
  /** Sorted by namespace and name; '' means all namespaces. */
  list(resource: ResourceType, namespace?: string): readonly StoredObject[];
  put(resource: ResourceType, object: StoredObject): StoredObject;
  /** Removes and returns the object as it last was, under the revision of its removal. */
  remove(resource: ResourceType, object: StoredObject): StoredObject;
  /** Changes after `revision`, or undefined when they are no longer remembered. */
  since(revision: number): readonly ChangeEvent[] | undefined;
  subscribe(listener: (event: ChangeEvent) => void): () => void;
}

/** How many changes a watcher may lag behind before it must list again. */
const rememberedChanges = 1000;

export function openObjectStore(store: Store, cluster: string): ObjectStore {
  const durable = store.collection<StoredObject>(`kubernetes/${cluster}/objects`);
  const counter = store.collection<number>(`kubernetes/${cluster}/revision`);
  const objects = new Map(durable.all().map(({ key, value }) => [key, value]));
  const history = openHistory(counter);

  return {
    revision: history.revision,
    since: history.since,
    subscribe: history.subscribe,
    get: (resource, namespace, name) => objects.get(keyOf(resource, namespace, name)),
    list: (resource, namespace = '') => {
      const prefix = `${qualifiedName(resource)}/${namespace === '' ? '' : `${namespace}/`}`;
      const keys = [...objects.keys()].filter((key) => key.startsWith(prefix)).sort();
      return keys.flatMap((key) => objects.get(key) ?? []);
    },
    put: (resource, object) => {
      const key = keyOf(resource, object.metadata.namespace ?? '', object.metadata.name);
      const previous = objects.get(key);
      const revision = history.next();
      const stored = withVersion(object, revision);
      durable.put(key, stored);
      objects.set(key, stored);
      const type = previous === undefined ? 'ADDED' : 'MODIFIED';
      history.publish({ type, resource, revision, object: stored, previous });
      return stored;
    },
    remove: (resource, object) => {
      const key = keyOf(resource, object.metadata.namespace ?? '', object.metadata.name);
      const revision = history.next();
      durable.delete(key);
      objects.delete(key);
      const removed = withVersion(object, revision);
      history.publish({ type: 'DELETED', resource, revision, object: removed, previous: object });
      return removed;
    },
  };
}

function openHistory(counter: Collection<number>) {
  let revision = counter.get('last') ?? 0;
  const oldest = revision;
  const changes: ChangeEvent[] = [];
  const listeners = new Set<(event: ChangeEvent) => void>();
  return {
    revision: () => revision,
    next: () => {
      revision += 1;
      counter.put('last', revision);
      return revision;
    },
    publish: (event: ChangeEvent) => {
      changes.push(event);
      if (changes.length > rememberedChanges) changes.shift();
      for (const listener of listeners) listener(event);
    },
    since: (from: number) => {
      const remembered = changes.length < rememberedChanges ? oldest : (changes[0]?.revision ?? 0);
      return from < remembered ? undefined : changes.filter((change) => change.revision > from);
    },
    subscribe: (listener: (event: ChangeEvent) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function keyOf(resource: ResourceType, namespace: string, name: string): string {
  return resource.namespaced
    ? `${qualifiedName(resource)}/${namespace}/${name}`
    : `${qualifiedName(resource)}/${name}`;
}

function withVersion(object: StoredObject, revision: number): StoredObject {
  return { ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } };
}
