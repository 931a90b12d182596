import { bindingNamePrefix } from '../../../shared/domain/window.ts';
import { granters, revokers } from '../broker-roles.ts';
import { rbacGroup } from '../kubernetes-object.ts';
import { enforced } from './admission-object.ts';

const managedBy = 'app.kubernetes.io/managed-by';
const requestLabel = 'k8s-access/request';
/** Twelve letters and digits of Crockford's base32, as in `parseRequestId`. */
const requestId = '^[0-9a-hjkmnp-tv-z]{12}$';

/**
 * RBAC sees neither labels nor subjects, so it lets the granter write any binding to a role that it may bind, and
 * lets the revoker delete every binding in a managed namespace. This narrows both to the bindings of requests, and
 * keeps everybody else from writing those.
 * @param usernamePrefixes what the usernames begin with that bindings may name
 */
export function bindingsPolicy(usernamePrefixes: readonly string[]) {
  return enforced('k8s-access-bindings', {
    matchConstraints: {
      resourceRules: [
        {
          apiGroups: [rbacGroup],
          apiVersions: ['v1'],
          operations: ['CREATE', 'UPDATE', 'DELETE'],
          resources: ['rolebindings', 'clusterrolebindings'],
        },
      ],
    },
    variables: [
      { name: 'granter', expression: isIn(granters) },
      { name: 'revoker', expression: isIn(revokers) },
      { name: 'isOurs', expression: `object != null && (${marked('object')})` },
      { name: 'wasOurs', expression: `oldObject != null && (${marked('oldObject')})` },
      { name: 'isWhole', expression: isWhole },
      { name: 'namesOnePersonAtMost', expression: namesOnePersonAtMost(usernamePrefixes) },
    ],
    validations: [
      {
        expression:
          "!variables.granter || request.operation == 'DELETE' || (variables.isWhole && variables.namesOnePersonAtMost)",
        message:
          'The granter of k8s-access writes only bindings that carry the labels of a request and are named after it, and that name one of its users or nobody.',
      },
      {
        expression: `!variables.granter || request.operation != 'UPDATE' || (variables.wasOurs && ${labelOf('oldObject')} == ${labelOf('object')})`,
        message: 'The granter of k8s-access changes only bindings of the request that made them.',
      },
      {
        expression: "!variables.revoker || request.operation != 'DELETE' || variables.wasOurs",
        message: 'The revoker of k8s-access deletes only bindings that belong to a request.',
      },
      {
        expression: "variables.granter || request.operation == 'DELETE' || !variables.isOurs",
        message:
          'Only k8s-access writes the bindings of its requests. Ask for access in Slack; to end somebody’s, revoke it there.',
      },
    ],
  });
}

function isIn(group: string): string {
  return `has(request.userInfo.groups) && '${group}' in request.userInfo.groups`;
}

function has(object: string, label: string): string {
  return `has(${object}.metadata.labels) && '${label}' in ${object}.metadata.labels`;
}

// By any one of its marks, so that taking one off does not let a binding slip away, or another one in.
function marked(object: string): string {
  return [
    `(${has(object, managedBy)} && ${object}.metadata.labels['${managedBy}'] == 'k8s-access')`,
    `(${has(object, requestLabel)})`,
    `(has(${object}.metadata.name) && ${object}.metadata.name.startsWith('${bindingNamePrefix}'))`,
    `(has(${object}.metadata.generateName) && ${object}.metadata.generateName.startsWith('${bindingNamePrefix}'))`,
  ].join(' || ');
}

function labelOf(object: string): string {
  return `(${has(object, requestLabel)} ? ${object}.metadata.labels['${requestLabel}'] : '')`;
}

const isWhole = [
  'object != null',
  has('object', managedBy),
  `object.metadata.labels['${managedBy}'] == 'k8s-access'`,
  has('object', requestLabel),
  `object.metadata.labels['${requestLabel}'].matches('${requestId}')`,
  'has(object.metadata.name)',
  `object.metadata.name == '${bindingNamePrefix}' + object.metadata.labels['${requestLabel}']`,
].join(' && ');

function namesOnePersonAtMost(prefixes: readonly string[]): string {
  const ours = prefixes.map((prefix) => `object.subjects[0].name.startsWith('${prefix}')`).join(' || ');
  const onePerson = `size(object.subjects) == 1 && object.subjects[0].kind == 'User' && (${ours})`;
  return `object == null || !has(object.subjects) || size(object.subjects) == 0 || (${onePerson})`;
}
