/** One field of a protobuf message, named as in JSON. */
export interface Field {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'number' | 'bytes' | 'base64' | 'map' | Message;
  readonly repeated?: true;
  /** Of a map; strings unless said. */
  readonly values?: 'base64' | Message;
}

/** Fields by their numbers. Source: the generated.proto files of k8s.io/api and k8s.io/apimachinery, v0.32. */
export type Message = Readonly<Record<number, Field>>;

const string = (name: string): Field => ({ name, type: 'string' });
const strings = (name: string): Field => ({ name, type: 'string', repeated: true });
const number = (name: string): Field => ({ name, type: 'number' });
const boolean = (name: string): Field => ({ name, type: 'boolean' });
const map = (name: string): Field => ({ name, type: 'map' });
const base64Map = (name: string): Field => ({ name, type: 'map', values: 'base64' });
const message = (name: string, type: Message): Field => ({ name, type });
const list = (name: string, type: Message): Field => ({ name, type, repeated: true });

const metadata = message('metadata', {
  1: string('name'),
  2: string('generateName'),
  3: string('namespace'),
  5: string('uid'),
  6: string('resourceVersion'),
  11: map('labels'),
  12: map('annotations'),
  14: strings('finalizers'),
});

const resourceAttributes = message('resourceAttributes', {
  1: string('namespace'),
  2: string('verb'),
  3: string('group'),
  4: string('version'),
  5: string('resource'),
  6: string('subresource'),
  7: string('name'),
});
const nonResourceAttributes = message('nonResourceAttributes', { 1: string('path'), 2: string('verb') });

const subjectAccessReview: Message = {
  1: metadata,
  2: message('spec', {
    1: resourceAttributes,
    2: nonResourceAttributes,
    3: string('user'),
    4: strings('groups'),
    5: { name: 'extra', type: 'map', values: { 1: strings('items') } },
    6: string('uid'),
  }),
};

const rules = list('rules', {
  1: strings('verbs'),
  2: strings('apiGroups'),
  3: strings('resources'),
  4: strings('resourceNames'),
  5: strings('nonResourceURLs'),
});

const binding: Message = {
  1: metadata,
  2: list('subjects', {
    1: string('kind'),
    2: string('apiGroup'),
    3: string('name'),
    4: string('namespace'),
  }),
  3: message('roleRef', { 1: string('apiGroup'), 2: string('kind'), 3: string('name') }),
};

const selector: Message = {
  1: map('matchLabels'),
  2: list('matchExpressions', { 1: string('key'), 2: string('operator'), 3: strings('values') }),
};

const kinds: Readonly<Record<string, Message>> = {
  SelfSubjectAccessReview: {
    1: metadata,
    2: message('spec', { 1: resourceAttributes, 2: nonResourceAttributes }),
  },
  SelfSubjectRulesReview: { 1: metadata, 2: message('spec', { 1: string('namespace') }) },
  SelfSubjectReview: { 1: metadata },
  SubjectAccessReview: subjectAccessReview,
  LocalSubjectAccessReview: subjectAccessReview,
  TokenRequest: {
    1: metadata,
    2: message('spec', { 1: strings('audiences'), 4: number('expirationSeconds') }),
  },
  Role: { 1: metadata, 2: rules },
  ClusterRole: {
    1: metadata,
    2: rules,
    3: message('aggregationRule', { 1: list('clusterRoleSelectors', selector) }),
  },
  RoleBinding: binding,
  ClusterRoleBinding: binding,
  Namespace: { 1: metadata },
  ServiceAccount: { 1: metadata, 4: boolean('automountServiceAccountToken') },
  ConfigMap: { 1: metadata, 2: map('data'), 3: base64Map('binaryData'), 4: boolean('immutable') },
  Secret: {
    1: metadata,
    2: base64Map('data'),
    3: string('type'),
    4: map('stringData'),
    5: boolean('immutable'),
  },
  DeleteOptions: {
    2: message('preconditions', { 1: string('uid'), 2: string('resourceVersion') }),
    5: strings('dryRun'),
  },
};

/** The envelope, and the kinds that kubectl sends as protobuf; it sends everything else as JSON. */
export const messages = {
  Unknown: {
    1: message('typeMeta', { 1: string('apiVersion'), 2: string('kind') }),
    2: { name: 'raw', type: 'bytes' },
  } satisfies Message,
  kinds,
};
