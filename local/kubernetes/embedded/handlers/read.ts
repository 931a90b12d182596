import { type Call, ok, type Reply } from '../call.ts';
import type { StoredObject } from '../object.ts';
import { apiVersionOf } from '../resources.ts';
import { matchesFields, matchesLabels, parseFieldSelector, parseLabelSelector } from '../selectors.ts';
import { badRequest, notFound } from '../status.ts';

/** GET of a named object. */
export function get({ cluster, resource, info }: Call): Reply {
  const object = cluster.objects.get(resource, info.namespace, info.name);
  if (object === undefined) throw notFound(resource, info.name);
  return ok(object);
}

/** GET of a collection, in pages where `limit` says so. */
export function list(call: Call): Reply {
  const { cluster, resource, query } = call;
  const start = readContinue(query.get('continue'));
  const rest = selectedObjects(call).filter((object) => start === undefined || keyOf(object) > start);
  const limit = Number(query.get('limit') ?? 0);
  const page = limit > 0 ? rest.slice(0, limit) : rest;
  const last = page.at(-1);
  const remaining = rest.length - page.length;
  const more =
    remaining > 0 && last !== undefined
      ? { continue: writeContinue(keyOf(last)), remainingItemCount: remaining }
      : {};
  return ok({
    kind: `${resource.kind}List`,
    apiVersion: apiVersionOf(resource),
    metadata: { resourceVersion: String(cluster.objects.revision()), ...more },
    items: page.map(asListItem),
  });
}

/** Items of a typed list carry neither kind nor version. */
export function asListItem(object: StoredObject): Readonly<Record<string, unknown>> {
  const { kind: _, apiVersion: __, ...item } = object;
  return item;
}

/** All objects of the call's namespace (or of all) that its selectors select. */
export function selectedObjects(call: Call): readonly StoredObject[] {
  return call.cluster.objects.list(call.resource, call.info.namespace).filter(selector(call.query));
}

/** The test that `labelSelector` and `fieldSelector` of a query stand for. */
export function selector(query: URLSearchParams): (object: StoredObject) => boolean {
  const labels = parseLabelSelector(query.get('labelSelector') ?? '');
  const fields = parseFieldSelector(query.get('fieldSelector') ?? '');
  return ({ metadata }) => matchesLabels(labels, metadata.labels) && matchesFields(fields, metadata);
}

const keyOf = ({ metadata }: StoredObject) => `${metadata.namespace ?? ''}/${metadata.name}`;

const continuePrefix = 'after:';

const writeContinue = (key: string) => Buffer.from(`${continuePrefix}${key}`).toString('base64url');

function readContinue(token: string | null): string | undefined {
  if (token === null || token === '') return undefined;
  const text = Buffer.from(token, 'base64url').toString();
  if (!text.startsWith(continuePrefix)) throw badRequest('invalid continue token: continue key is not valid');
  return text.slice(continuePrefix.length);
}
