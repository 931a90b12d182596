import type { Call } from '../call.ts';
import { type IncomingObject, incomingObject, isFields, withoutNulls } from '../object.ts';
import { apiVersionOf, namespaces, type ResourceType } from '../resources.ts';
import { badRequest, notFound } from '../status.ts';
import { strategyOf } from '../strategies/of-resource.ts';

/** The object in a request's body; throws BadRequest when it is none of this kind. */
export function readObject(body: unknown, resource: ResourceType): IncomingObject {
  if (!isFields(body)) {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${resource.kind}): it is no object`,
    );
  }
  const { kind = resource.kind, apiVersion = apiVersionOf(resource) } = body;
  if (kind !== resource.kind) {
    throw badRequest(`${kind} in version "${resource.version}" cannot be handled as a ${resource.kind}`);
  }
  if (apiVersion !== apiVersionOf(resource)) {
    throw badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${apiVersionOf(resource)})`,
    );
  }
  const cleaned = withoutEmptyMetadata(withoutNulls(body));
  const parsed = incomingObject.safeParse(cleaned);
  const wrong = parsed.error ?? strategyOf(resource).fields?.safeParse(cleaned).error;
  if (!parsed.success || wrong !== undefined) throw unreadable(resource, wrong?.issues[0]);
  return parsed.data;
}

// To Kubernetes an empty string is a field that is not set; clients that send protobuf send all of them.
function withoutEmptyMetadata(object: unknown): unknown {
  if (!isFields(object) || !isFields(object['metadata'])) return object;
  const metadata = Object.entries(object['metadata']).filter(([, value]) => value !== '');
  return { ...object, metadata: Object.fromEntries(metadata) };
}

function unreadable(
  resource: ResourceType,
  issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined,
) {
  const where = issue?.path.map(String).join('.') ?? '';
  const what = `${resource.kind} in version "${resource.version}" cannot be handled as a ${resource.kind}`;
  return badRequest(`${what}: ${where}: ${issue?.message ?? 'unreadable'}`);
}

/** Throws unless the namespace of the object, of the request and of the resource's kind agree, and it exists. */
export function requireNamespace(call: Call, object: IncomingObject): void {
  const { resource, info } = call;
  if (!resource.namespaced) return;
  if (info.namespace === '') throw badRequest('the namespace must stand in the path');
  const named = object.metadata.namespace ?? info.namespace;
  if (named !== info.namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  if (call.cluster.objects.get(namespaces, '', info.namespace) === undefined) {
    throw notFound(namespaces, info.namespace);
  }
}

/** Throws BadRequest for a `dryRun` other than `All`. */
export function isDryRun(call: Call): boolean {
  const inBody = isFields(call.body) && Array.isArray(call.body['dryRun']) ? call.body['dryRun'] : [];
  const asked = [...call.query.getAll('dryRun'), ...inBody];
  if (asked.some((value) => value !== 'All'))
    throw badRequest('Unsupported value for dryRun: only "All" is known');
  return asked.length > 0;
}
