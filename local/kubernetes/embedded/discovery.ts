import { ok, type Reply, text } from './call.ts';
import { apiVersionOf, type ResourceType, resourceTypes } from './resources.ts';
import { noSuchPath } from './status.ts';

/** Answers a path that is no resource: health, version, discovery, OpenAPI. Throws NotFound for any other. */
export function answerPath(path: string, accept: string): Reply {
  const fixed = fixedPaths[path.replace(/\/$/, '')];
  if (fixed !== undefined) return fixed(accept);
  const [root, group = '', version = '', ...rest] = path.split('/').filter((part) => part !== '');
  if (root === 'api' && group === 'v1' && version === '') return resourceList('', 'v1');
  if (root === 'apis' && version !== '' && rest.length === 0) return resourceList(group, version);
  if (root === 'apis' && group !== '' && version === '') return groupReply(group);
  throw noSuchPath();
}

const healthy = () => text(200, 'ok');

const fixedPaths: Readonly<Record<string, (accept: string) => Reply>> = {
  '/healthz': healthy,
  '/livez': healthy,
  '/readyz': healthy,
  '/version': () => ok(version),
  '/api': () => ok({ kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] }),
  '/apis': () => ok({ kind: 'APIGroupList', apiVersion: 'v1', groups: groups().map(describeGroup) }),
  '/openapi/v2': openApi,
};

// The release whose behaviour this server was compared with; the build metadata says that it is not that release.
const version = {
  major: '1',
  minor: '20',
  gitVersion: 'v1.20.2+embedded',
  gitCommit: '',
  gitTreeState: '',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: '',
  compiler: '',
  platform: `${process.platform}/${process.arch}`,
};

// A document without definitions makes kubectl skip its own validation. As protobuf, that document has no bytes.
function openApi(accept: string): Reply {
  const protobuf = 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf';
  if (accept.includes(protobuf))
    return { kind: 'bytes', code: 200, contentType: 'application/octet-stream', bytes: '' };
  return ok({ swagger: '2.0', info: { title: 'Kubernetes', version: version.gitVersion }, paths: {} });
}

const groups = () => [...new Set(resourceTypes.map((type) => type.group))].filter((group) => group !== '');

function describeGroup(name: string) {
  const versions = [
    ...new Set(resourceTypes.filter((type) => type.group === name).map((type) => type.version)),
  ];
  const described = versions.map((item) => ({ groupVersion: `${name}/${item}`, version: item }));
  return { name, versions: described, preferredVersion: described[0] };
}

function groupReply(group: string): Reply {
  if (!groups().includes(group)) throw noSuchPath();
  return ok({ kind: 'APIGroup', apiVersion: 'v1', ...describeGroup(group) });
}

function resourceList(group: string, wanted: string): Reply {
  const types = resourceTypes.filter((type) => type.group === group && type.version === wanted);
  const [first] = types;
  if (first === undefined) throw noSuchPath();
  const resources = types.flatMap((type) => [describeResource(type), ...describeSubresources(type)]);
  return ok({ kind: 'APIResourceList', apiVersion: 'v1', groupVersion: apiVersionOf(first), resources });
}

function describeResource(type: ResourceType) {
  const { name, namespaced, kind, verbs, shortNames } = type;
  const short = shortNames.length === 0 ? {} : { shortNames };
  const categories = [
    'pods',
    'services',
    'daemonsets',
    'deployments',
    'replicasets',
    'statefulsets',
    'jobs',
    'cronjobs',
  ];
  const category = categories.includes(name) ? { categories: ['all'] } : {};
  return { name, singularName: '', namespaced, kind, verbs, ...short, ...category };
}

const stream = ['create', 'get'];

const subresources: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  status: { verbs: ['get', 'patch', 'update'] },
  log: { verbs: ['get'] },
  exec: { kind: 'PodExecOptions', verbs: stream },
  attach: { kind: 'PodAttachOptions', verbs: stream },
  portforward: { kind: 'PodPortForwardOptions', verbs: stream },
  eviction: { group: 'policy', version: 'v1', kind: 'Eviction', verbs: ['create'] },
  token: { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest', verbs: ['create'] },
};

function describeSubresources(type: ResourceType) {
  const { namespaced, kind } = type;
  return type.subresources.map((subresource) => ({
    name: `${type.name}/${subresource}`,
    singularName: '',
    namespaced,
    kind,
    ...subresources[subresource],
  }));
}
