import * as z from 'zod';
import { type Call, created, type Reply, text } from '../call.ts';
import { isFields, withoutNulls } from '../object.ts';
import { badRequest, invalid, methodNotAllowed, notFound, notImplemented } from '../status.ts';
import { invalidValue } from '../strategies/metadata.ts';
import { removeObject } from './delete.ts';
import { get } from './read.ts';
import { patch, update } from './update.ts';

type Handler = (call: Call) => Reply;

const handlers: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  status: { get, update, patch },
  log: { get: readLog },
  exec: { get: refuseStream, create: refuseStream },
  attach: { get: refuseStream, create: refuseStream },
  portforward: { get: refuseStream, create: refuseStream },
  eviction: { create: evict },
  token: { create: mintToken },
};

/** Handles a request for a subresource that the resource has; throws MethodNotAllowed for other verbs. */
export function handleSubresource(call: Call): Reply {
  const handler = handlers[call.info.subresource]?.[call.info.verb];
  if (handler === undefined) throw methodNotAllowed();
  return handler(call);
}

function parentOf({ cluster, resource, info }: Call) {
  const parent = cluster.objects.get(resource, info.namespace, info.name);
  if (parent === undefined) throw notFound(resource, info.name);
  return parent;
}

// No container has ever run here, so every log is empty.
function readLog(call: Call): Reply {
  parentOf(call);
  return text(200, '');
}

function refuseStream(call: Call): Reply {
  parentOf(call);
  throw notImplemented(`pods/${call.info.subresource}`);
}

function evict(call: Call): Reply {
  removeObject(call, parentOf(call));
  return created({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 });
}

const tokenRequest = z.looseObject({
  spec: z
    .looseObject({
      audiences: z.array(z.string()).default([]),
      expirationSeconds: z.int().default(3600),
    })
    .prefault({}),
});

/** Seconds that a token lives at least (pkg/apis/authentication/validation). */
const shortestLife = 600;

function mintToken(call: Call): Reply {
  const { uid } = parentOf(call).metadata;
  const { namespace, name } = call.info;
  const parsed = tokenRequest.safeParse(withoutNulls(call.body));
  if (!isFields(call.body) || !parsed.success) throw badRequest('the body must be a TokenRequest');
  const { spec } = parsed.data;
  if (spec.expirationSeconds < shortestLife) {
    const why = `may not specify a duration less than ${shortestLife / 60} minutes`;
    const type = {
      ...call.resource,
      group: 'authentication.k8s.io',
      name: 'tokenrequests',
      kind: 'TokenRequest',
    };
    throw invalid(type, '', [invalidValue('spec.expirationSeconds', String(spec.expirationSeconds), why)]);
  }
  const status = call.cluster.tokens.mint({ namespace, name, uid }, spec.expirationSeconds);
  const head = { kind: 'TokenRequest', apiVersion: 'authentication.k8s.io/v1' };
  return created({ ...head, metadata: { name, namespace }, spec, status });
}
