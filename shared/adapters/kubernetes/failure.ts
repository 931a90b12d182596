import type { Broker } from '../../domain/estate.ts';
import type { ClusterRef } from '../../domain/request.ts';
import { DependencyError } from '../../usecases/errors.ts';
import type { ApiRefusal } from './api-answer.ts';

/** A call to a cluster's API server: who makes it, and what it does, such as `create the binding x in payments`. */
export interface Call {
  readonly target: ClusterRef;
  readonly broker: Broker;
  readonly what: string;
}

/** The failure that an API server's refusal is, with what can be done about it. */
export function refusedCall({ target, broker, what }: Call, refusal: ApiRefusal): DependencyError {
  const { code, reason, message, exception } = refusal;
  const said = [`${code}${reason && ` ${reason}`}`, message].filter((part) => part !== '').join(': ');
  return new DependencyError(
    `Cluster ${target.cluster} did not ${what}: ${said}${adviceOn(code, target, broker)}`,
    {
      cause: exception,
    },
  );
}

function adviceOn(code: number, { cluster, brokers }: ClusterRef, broker: Broker): string {
  switch (code) {
    case 401:
      return `. Give ${brokers[broker]} its access entry in ${cluster}, as infra/cluster/ lists it.`;
    case 403:
      return `. Apply the manifests of ${cluster} again: they give the ${broker} what it needs.`;
    default:
      return '';
  }
}

// Source: Node's TLS errors, from OpenSSL's X509_V_ERR_*.
const untrusted: ReadonlySet<string> = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_SIGNATURE_FAILURE',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** The failure that it is when no API server answered: no connection, no trust, no answer in time. */
export function unansweredCall({ target, what }: Call, endpoint: string, error: unknown): DependencyError {
  const code = codeOf(error);
  const advice = untrusted.has(code)
    ? `its certificate is not from the authority that EKS names for it (${code}). Compare with \`aws eks describe-cluster --name ${target.cluster}\`, and check that nothing on the way to ${endpoint} replaces certificates.`
    : `it did not answer (${code}). Check that the function can reach ${endpoint}.`;
  return new DependencyError(`Cluster ${target.cluster} did not ${what}: ${advice}`, { cause: error });
}

/** The code that tells failures to connect apart; `fetch` wraps them in a TypeError. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  if (error.cause instanceof Error) return codeOf(error.cause);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
