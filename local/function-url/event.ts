import { randomUUID } from 'node:crypto';
import type { Caller } from '../aws/identity/caller.ts';
import type { SignedRequest } from '../aws/signature/request.ts';
import type { Json } from '../states/json.ts';

/**
 * The event that a function URL makes of a request whose signature it has verified: payload format 2.0, with the caller
 * in `requestContext.authorizer.iam`. https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 * @param organization id of the organization that all accounts here belong to
 */
export function functionUrlEvent(
  { method, path, headers, body }: SignedRequest,
  caller: Caller,
  organization: string,
): Json {
  const bytes = Buffer.from(body);
  const text = bytes.toString('utf8');
  const isText = Buffer.from(text, 'utf8').equals(bytes);
  const { 'x-amz-security-token': _, authorization: __, ...passed } = headers;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers: passed,
    requestContext: {
      accountId: caller.account,
      apiId: 'local',
      authentication: null,
      authorizer: {
        iam: {
          accessKey: caller.accessKeyId,
          accountId: caller.account,
          callerId: callerIdOf(caller),
          cognitoIdentity: null,
          principalOrgId: organization,
          userArn: caller.arn,
          userId: callerIdOf(caller),
        },
      },
      domainName: headers['host'] ?? '',
      domainPrefix: 'local',
      http: {
        method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: new Date().toISOString(),
      timeEpoch: Date.now(),
    },
    body: isText ? text : bytes.toString('base64'),
    isBase64Encoded: !isText,
  };
}

function callerIdOf({ principalId, sessionName }: Caller): string {
  return sessionName === '' ? principalId : `${principalId}:${sessionName}`;
}
