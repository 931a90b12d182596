import type { Service } from './operations.ts';

export interface FaultResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const statuses: Readonly<Record<string, number>> = {
  ThrottlingException: 429,
  TooManyRequestsException: 429,
  ratelimited: 429,
  AccessDenied: 403,
  AccessDeniedException: 403,
  Forbidden: 403,
  ServerException: 500,
  ServiceUnavailableException: 503,
  ResourceNotFoundException: 404,
  ResourceInUseException: 409,
};

export function isRateLimit(error: string | number | undefined): boolean {
  return error === 'ratelimited' || error === 429;
}

/**
 * How the service itself would say the error: by its own name, or by an HTTP status.
 * @param retryAfter seconds; said with a rate limit by Slack and PagerDuty
 */
export function faultResponse(service: Service, error: string | number, retryAfter = 1): FaultResponse {
  const status = typeof error === 'number' ? error : (statuses[error] ?? 400);
  const name = typeof error === 'number' ? `Http${error}` : error;
  switch (service) {
    case 'sts':
    case 'sns':
      return {
        status,
        headers: { 'content-type': 'text/xml' },
        body: `<ErrorResponse xmlns="https://${service}.amazonaws.com/doc/"><Error><Type>Sender</Type><Code>${name}</Code><Message>fault</Message></Error><RequestId>fault</RequestId></ErrorResponse>`,
      };
    case 's3':
      return {
        status,
        headers: { 'content-type': 'application/xml' },
        body: `<Error><Code>${name}</Code><Message>fault</Message></Error>`,
      };
    case 'slack':
      return slackFault(error, retryAfter);
    case 'pagerduty':
      return pagerDutyFault(status, name, retryAfter);
    case 'kubernetes':
      return json(status, {
        kind: 'Status',
        apiVersion: 'v1',
        status: 'Failure',
        reason: name,
        message: 'fault',
        code: status,
      });
    default:
      return {
        ...json(status, { __type: name, message: 'fault' }),
        headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': name },
      };
  }
}

// Slack answers 200 with its error's name in the body, save for rate limits and its own failures.
function slackFault(error: string | number, retryAfter: number): FaultResponse {
  if (isRateLimit(error)) return json(429, { ok: false, error: 'ratelimited' }, retryAfter);
  return typeof error === 'number' ? json(error, { ok: false }) : json(200, { ok: false, error });
}

// https://developer.pagerduty.com/docs/errors: code 2020 is the rate limit, 2000 PagerDuty's own failure.
function pagerDutyFault(status: number, name: string, retryAfter: number): FaultResponse {
  return status === 429
    ? json(status, { error: { message: 'Rate Limit Exceeded', code: 2020 } }, retryAfter)
    : json(status, { error: { message: name, code: 2000 } });
}

function json(status: number, body: unknown, retryAfter?: number): FaultResponse {
  const wait = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return { status, headers: { 'content-type': 'application/json', ...wait }, body: JSON.stringify(body) };
}
