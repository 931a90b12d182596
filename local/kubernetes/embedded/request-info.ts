import { parseFieldSelector } from './selectors.ts';

interface CommonInfo {
  readonly verb: string;
  readonly path: string;
}

export interface ResourceInfo extends CommonInfo {
  readonly isResource: true;
  readonly group: string;
  readonly version: string;
  /** '' for cluster-wide resources and for lists over all namespaces. */
  readonly namespace: string;
  readonly resource: string;
  readonly subresource: string;
  readonly name: string;
}

export interface PathInfo extends CommonInfo {
  readonly isResource: false;
}

/** What a request asks for, as authorization sees it. */
export type RequestInfo = ResourceInfo | PathInfo;

const verbOfMethod: Readonly<Record<string, string>> = {
  GET: 'get',
  HEAD: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

/** Reads method and URL as the API server does (apiserver, pkg/endpoints/request/requestinfo.go). */
export function parseRequest(method: string, url: URL): RequestInfo {
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  const target = parseTarget(segments.map(decodeSegment));
  if (target === undefined) {
    return { isResource: false, verb: method.toLowerCase(), path: url.pathname };
  }
  const verb = verbOfMethod[method] ?? method.toLowerCase();
  const named = target.name !== '';
  if (verb === 'get' && !named) {
    const name = fieldSelectedName(url);
    return {
      ...target,
      name,
      verb: isTrue(url.searchParams.get('watch')) ? 'watch' : 'list',
      path: url.pathname,
    };
  }
  if (verb === 'delete' && !named) return { ...target, verb: 'deletecollection', path: url.pathname };
  return { ...target, verb, path: url.pathname };
}

const isTrue = (value: string | null) => value !== null && value !== '0' && value.toLowerCase() !== 'false';

type Target = Omit<ResourceInfo, 'verb' | 'path'>;

function parseTarget(segments: readonly string[]): Target | undefined {
  const [root, ...rest] = segments;
  if (root === 'api' && rest.length >= 2) return parseResource('', rest[0] ?? '', rest.slice(1));
  if (root === 'apis' && rest.length >= 3) return parseResource(rest[0] ?? '', rest[1] ?? '', rest.slice(2));
  return undefined;
}

function parseResource(group: string, version: string, parts: readonly string[]): Target {
  const common = { isResource: true, group, version } as const;
  const namespaceSubresources = ['status', 'finalize'];
  const insideNamespace =
    parts[0] === 'namespaces' && parts.length > 2 && !namespaceSubresources.includes(parts[2] ?? '');
  if (insideNamespace) {
    const [, namespace = '', resource = '', name = '', subresource = ''] = parts;
    return { ...common, namespace, resource, name, subresource };
  }
  const [resource = '', name = '', subresource = ''] = parts;
  return { ...common, namespace: resource === 'namespaces' ? name : '', resource, name, subresource };
}

// A list of one name is authorized as that name, so that a rule with resourceNames covers it.
function fieldSelectedName(url: URL): string {
  const selector = url.searchParams.get('fieldSelector');
  if (selector === null) return '';
  const exact = parseFieldSelector(selector).find((term) => term.path === 'metadata.name' && term.equal);
  return exact?.value ?? '';
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
