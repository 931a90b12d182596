import { randomInt } from 'node:crypto';
import { type Call, created, type Reply } from '../call.ts';
import { newObject } from '../namespaces.ts';
import type { IncomingObject, StoredObject } from '../object.ts';
import { alreadyExists } from '../status.ts';
import { strategyOf } from '../strategies/of-resource.ts';
import { readObject, requireNamespace } from './incoming.ts';
import { storeObject } from './store-object.ts';

/** POST to a collection. */
export function create(call: Call): Reply {
  const incoming = readObject(call.body, call.resource);
  requireNamespace(call, incoming);
  return createObject(call, incoming);
}

/** Creates an object that was read and whose namespace exists; throws AlreadyExists where its name is taken. */
export function createObject(call: Call, incoming: IncomingObject): Reply {
  const object = prepare(call, incoming);
  const { name } = object.metadata;
  const taken = call.cluster.objects.get(call.resource, call.info.namespace, name) !== undefined;
  if (taken) throw alreadyExists(call.resource, name);
  return created(storeObject(call, object, undefined));
}

function prepare({ cluster, resource, info }: Call, incoming: IncomingObject): StoredObject {
  const { generateName, name = generatedName(generateName), ...rest } = incoming.metadata;
  const { deletionTimestamp: _, managedFields: __, ...metadata } = rest;
  const completed = strategyOf(resource).complete(incoming);
  return newObject(cluster.now(), resource, info.namespace, {
    ...completed,
    metadata: { ...metadata, name, ...(generateName === undefined ? {} : { generateName }) },
  });
}

// The alphabet of apimachinery, pkg/util/rand: no vowels, so that no words come out.
function generatedName(prefix: string | undefined): string {
  if (prefix === undefined || prefix === '') return '';
  const alphabet = 'bcdfghjklmnpqrstvwxz2456789';
  const suffix = Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `${prefix}${suffix}`;
}
