import { type CelInput, isCelError, run } from '@bufbuild/cel';
import type {
  AdmissionObject,
  AdmissionPolicy,
  ResourceRule,
} from '../../infra/cluster/admission/admission-object.ts';

/** What an API server asks admission about, as it sends it to a webhook, which is also what CEL calls `request`. */
export interface AdmissionRequest {
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE';
  readonly resource: { readonly group: string; readonly version: string; readonly resource: string };
  readonly subResource?: string;
  readonly userInfo: { readonly username: string; readonly groups?: readonly string[] };
  readonly object: object | null;
  readonly oldObject: object | null;
}

export type Verdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly policy: string; readonly message: string };

/**
 * Judges a request as ValidatingAdmissionPolicies of Kubernetes 1.30 do, with a CEL library in place of Kubernetes' own:
 * the test API server is older and has none. An expression that cannot be evaluated refuses, as `failurePolicy: Fail`
 * says.
 */
export function judge(policies: readonly AdmissionObject[], request: AdmissionRequest): Verdict {
  for (const policy of policies) {
    if (policy.kind !== 'ValidatingAdmissionPolicy' || !concerns(policy, request)) continue;
    const variables = Object.fromEntries(
      (policy.spec.variables ?? []).map(({ name, expression }) => [name, evaluate(expression, request)]),
    );
    const failed = policy.spec.validations.find(
      ({ expression }) => evaluate(expression, request, variables) !== true,
    );
    if (failed !== undefined) {
      return { allowed: false, policy: policy.metadata.name, message: failed.message };
    }
  }
  return { allowed: true };
}

function concerns(policy: AdmissionPolicy, request: AdmissionRequest): boolean {
  return (
    policy.spec.matchConstraints.resourceRules.some((rule) => matches(rule, request)) &&
    (policy.spec.matchConditions ?? []).every(({ expression }) => evaluate(expression, request) !== false)
  );
}

function matches(
  { apiGroups, apiVersions, operations, resources }: ResourceRule,
  { operation, resource, subResource }: AdmissionRequest,
): boolean {
  const name = subResource ? `${resource.resource}/${subResource}` : resource.resource;
  return (
    apiGroups.includes(resource.group) &&
    (apiVersions.includes('*') || apiVersions.includes(resource.version)) &&
    operations.includes(operation) &&
    resources.includes(name)
  );
}

function evaluate(
  expression: string,
  { object, oldObject, ...rest }: AdmissionRequest,
  variables: Readonly<Record<string, unknown>> = {},
): unknown {
  const bound = { request: { subResource: '', ...rest }, object, oldObject, variables };
  const result = run(expression, asInput(bound));
  return isCelError(result) ? undefined : result;
}

// Plain objects are CEL maps, in which `has` asks for a key.
function asInput(value: Readonly<Record<string, unknown>>): Record<string, CelInput> {
  return JSON.parse(JSON.stringify(value));
}
