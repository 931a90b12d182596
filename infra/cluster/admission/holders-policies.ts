import { rbacGroup } from '../kubernetes-object.ts';
import { enforced } from './admission-object.ts';

/**
 * What would give access after the window: whoever holds a window writes no role or binding, mints no token of a
 * service account and asks for no client certificate, also where their role would let them. Impersonation is decided
 * before admission and cannot be refused here; the curated roles do not have it.
 * @param usernamePrefixes what the usernames of holders begin with
 */
export function holdersPolicy(usernamePrefixes: readonly string[]) {
  return enforced('k8s-access-holders', {
    matchConstraints: {
      resourceRules: [
        {
          apiGroups: [rbacGroup],
          apiVersions: ['*'],
          operations: ['CREATE', 'UPDATE', 'DELETE'],
          resources: ['roles', 'rolebindings', 'clusterroles', 'clusterrolebindings'],
        },
        {
          apiGroups: [''],
          apiVersions: ['v1'],
          operations: ['CREATE'],
          resources: ['serviceaccounts/token'],
        },
        {
          apiGroups: ['certificates.k8s.io'],
          apiVersions: ['*'],
          operations: ['CREATE'],
          resources: ['certificatesigningrequests'],
        },
      ],
    },
    matchConditions: [heldByOneOf(usernamePrefixes)],
    validations: [
      {
        expression: `request.resource.group != '${rbacGroup}'`,
        message:
          'Whoever holds access through k8s-access writes no roles or bindings: they would outlive the window. Ask your platform team.',
      },
      {
        expression: `request.resource.group == '${rbacGroup}'`,
        message:
          'Whoever holds access through k8s-access mints no tokens or certificates: they would outlive the window. Ask your platform team.',
      },
    ],
  });
}

/** The same for a Secret that the control plane would fill with a token that never ends. */
export function holdersSecretsPolicy(usernamePrefixes: readonly string[]) {
  return enforced('k8s-access-holders-secrets', {
    matchConstraints: {
      resourceRules: [
        {
          apiGroups: [''],
          apiVersions: ['v1'],
          operations: ['CREATE', 'UPDATE'],
          resources: ['secrets'],
        },
      ],
    },
    matchConditions: [heldByOneOf(usernamePrefixes)],
    validations: [
      {
        expression: "!has(object.type) || object.type != 'kubernetes.io/service-account-token'",
        message:
          'Whoever holds access through k8s-access makes no token of a service account: it would outlive the window. Ask your platform team.',
      },
    ],
  });
}

function heldByOneOf(prefixes: readonly string[]) {
  const asked = prefixes.map((prefix) => `request.userInfo.username.startsWith('${prefix}')`);
  return { name: 'holds-access', expression: asked.join(' || ') };
}
