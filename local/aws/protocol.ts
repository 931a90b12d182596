import { randomUUID } from 'node:crypto';
import { KMS_TARGET } from './kms/route.ts';
import { SECRETS_MANAGER_TARGET } from './secrets-manager/route.ts';
import { ServiceError } from './service-error.ts';
import type { SignatureProblem } from './signature/verify.ts';
import { errorXml, s3ErrorXml } from './sts/xml.ts';

/** The services, by the names that stand in a signature's scope. */
export type ServiceName = 'eks' | 'sts' | 'secretsmanager' | 'sns' | 'kms' | 's3';

/** Which service a request speaks to; each has a wire format of its own, and one port serves all. */
export function serviceOf(path: string, { target, authorization }: TellingHeaders): ServiceName {
  // EKS and S3 both have paths; only the scope that a call was signed for tells them apart.
  if (path !== '/') return authorization?.includes('/s3/aws4_request') ? 's3' : 'eks';
  if (target?.startsWith(SECRETS_MANAGER_TARGET)) return 'secretsmanager';
  if (target?.startsWith(KMS_TARGET)) return 'kms';
  // So do STS and SNS, which speak the same protocol.
  return authorization?.includes('/sns/aws4_request') ? 'sns' : 'sts';
}

/** The headers that tell services apart. */
export interface TellingHeaders {
  readonly target: string | undefined;
  readonly authorization: string | undefined;
}

/** Writes an error as the service's protocol has it. */
export function errorResponse(service: ServiceName, error: ServiceError): Response {
  const requestId = randomUUID();
  const headers = { 'x-amzn-requestid': requestId };
  switch (service) {
    case 'sts':
    case 'sns':
      return new Response(errorXml(error.code, error.message, requestId), {
        status: error.status,
        headers: { ...headers, 'content-type': 'text/xml' },
      });
    case 's3':
      return new Response(s3ErrorXml(error.code, error.message, requestId), {
        status: error.status,
        headers: { ...headers, 'content-type': 'application/xml' },
      });
    case 'kms':
    case 'secretsmanager':
      return new Response(JSON.stringify({ __type: error.code, Message: error.message }), {
        status: error.status,
        headers: { ...headers, 'content-type': 'application/x-amz-json-1.1' },
      });
    case 'eks':
      return new Response(JSON.stringify({ message: error.message }), {
        status: error.status,
        headers: { ...headers, 'content-type': 'application/json', 'x-amzn-errortype': error.code },
      });
  }
}

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

/** Code in the Query protocol, code in the JSON protocols, message. Source: AWS General Reference, common errors. */
const PROBLEMS: Readonly<Record<SignatureProblem, readonly [string, string, string]>> = {
  unsigned: [
    'MissingAuthenticationToken',
    'MissingAuthenticationTokenException',
    'The request is not signed: sign it with AWS Signature Version 4.',
  ],
  malformed: [
    'IncompleteSignature',
    'IncompleteSignatureException',
    'The signature lacks a part that AWS Signature Version 4 asks for, or has it in another form.',
  ],
  'wrong-service': [
    'SignatureDoesNotMatch',
    'InvalidSignatureException',
    'Credential should be scoped to correct service.',
  ],
  stale: [
    'SignatureDoesNotMatch',
    'InvalidSignatureException',
    'Signature expired: sign the request again, and check the clock of this machine.',
  ],
  'from-the-future': [
    'SignatureDoesNotMatch',
    'InvalidSignatureException',
    'Signature not yet current: check the clock of this machine.',
  ],
  'unknown-key': [
    'InvalidClientTokenId',
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
  ],
  'session-expired': [
    'ExpiredToken',
    'ExpiredTokenException',
    'The security token included in the request is expired',
  ],
  mismatch: ['SignatureDoesNotMatch', 'InvalidSignatureException', MISMATCH],
};

/** The error that `service` answers to a request it cannot believe. */
export function signatureError(service: ServiceName, problem: SignatureProblem): ServiceError {
  const [queryCode, jsonCode, message] = PROBLEMS[problem];
  if (service === 'sts' || service === 'sns' || service === 's3')
    return new ServiceError(queryCode, 403, message);
  return new ServiceError(jsonCode, service === 'eks' ? 403 : 400, message);
}
