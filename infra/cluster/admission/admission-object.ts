/** A ValidatingAdmissionPolicy and its binding, as Kubernetes 1.30 and later read them. */
export type AdmissionObject = AdmissionPolicy | AdmissionPolicyBinding;

export interface AdmissionPolicy {
  readonly apiVersion: 'admissionregistration.k8s.io/v1';
  readonly kind: 'ValidatingAdmissionPolicy';
  readonly metadata: Metadata;
  readonly spec: {
    /** A policy that cannot be evaluated refuses, because what it guards must not happen unseen. */
    readonly failurePolicy: 'Fail';
    readonly matchConstraints: { readonly resourceRules: readonly ResourceRule[] };
    readonly matchConditions?: readonly { readonly name: string; readonly expression: string }[];
    readonly variables?: readonly { readonly name: string; readonly expression: string }[];
    readonly validations: readonly Validation[];
  };
}

export interface AdmissionPolicyBinding {
  readonly apiVersion: 'admissionregistration.k8s.io/v1';
  readonly kind: 'ValidatingAdmissionPolicyBinding';
  readonly metadata: Metadata;
  readonly spec: { readonly policyName: string; readonly validationActions: readonly ['Deny'] };
}

export interface ResourceRule {
  readonly apiGroups: readonly string[];
  readonly apiVersions: readonly string[];
  readonly operations: readonly ('CREATE' | 'UPDATE' | 'DELETE')[];
  readonly resources: readonly string[];
}

export interface Validation {
  /** CEL; false refuses the request. */
  readonly expression: string;
  readonly message: string;
}

interface Metadata {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

const apiVersion = 'admissionregistration.k8s.io/v1';
const labels = { 'app.kubernetes.io/part-of': 'k8s-access' };

/** What the policies are called, and the bindings that put them in force. */
export const policyNames = [
  'k8s-access-bindings',
  'k8s-access-holders',
  'k8s-access-holders-secrets',
] as const;

/** A policy that refuses, together with what puts it in force in the whole cluster. */
export function enforced(
  name: (typeof policyNames)[number],
  spec: Omit<AdmissionPolicy['spec'], 'failurePolicy'>,
): readonly [AdmissionPolicy, AdmissionPolicyBinding] {
  const metadata = { name, labels };
  return [
    {
      apiVersion,
      kind: 'ValidatingAdmissionPolicy',
      metadata,
      spec: { failurePolicy: 'Fail', ...spec },
    },
    {
      apiVersion,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata,
      spec: { policyName: name, validationActions: ['Deny'] },
    },
  ];
}
