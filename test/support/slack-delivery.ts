import { createHmac } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { signingSecret } from './slack.ts';

// Deliveries as Slack sends them and as an HTTP API hands them to the function.

export interface Sent {
  readonly body: string;
  readonly contentType?: string;
  /** Seconds since the epoch; now, unless said. */
  readonly timestamp?: number;
  readonly secret?: string;
  readonly base64?: boolean;
  /** What stands in place of the headers that Slack would send. */
  readonly headers?: Readonly<Record<string, string>>;
}

export function delivery(sent: Sent): APIGatewayProxyEventV2 {
  const { body, base64 = false } = sent;
  return {
    version: '2.0',
    routeKey: 'POST /slack',
    rawPath: '/slack',
    rawQueryString: '',
    headers: { ...(sent.headers ?? signed(sent)) },
    requestContext: {
      ...{ accountId: '1', apiId: 'a', domainName: 'd', domainPrefix: 'd', requestId: 'gateway-1' },
      ...{ routeKey: 'POST /slack', stage: '$default', time: '', timeEpoch: 0 },
      http: { method: 'POST', path: '/slack', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' },
    },
    body: base64 ? Buffer.from(body, 'utf8').toString('base64') : body,
    isBase64Encoded: base64,
  };
}

export function signed({
  body,
  contentType = 'application/x-www-form-urlencoded',
  timestamp = Math.floor(Date.now() / 1000),
  secret = signingSecret,
}: Sent): Record<string, string> {
  const hash = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    'content-type': contentType,
    'x-slack-request-timestamp': String(timestamp),
    'x-slack-signature': `v0=${hash}`,
  };
}

/** A slash command of alice's, as a form. */
export function commandBody(text: string, own: Readonly<Record<string, string>> = {}): string {
  return new URLSearchParams({
    token: 'unused',
    team_id: 'T0EXAMPLE',
    team_domain: 'local',
    channel_id: 'C0GENERAL',
    channel_name: 'general',
    user_id: 'U0ALICE',
    user_name: 'alice',
    command: '/k8s-access',
    text,
    api_app_id: 'A0K8SACCESS',
    is_enterprise_install: 'false',
    response_url: 'http://127.0.0.1:9/response/none',
    trigger_id: '1763719200.T0LOCAL.abc',
    ...own,
  }).toString();
}

const interaction = {
  user: { id: 'U0BOB', username: 'bob', name: 'bob', team_id: 'T0EXAMPLE' },
  team: { id: 'T0EXAMPLE', domain: 'local' },
  api_app_id: 'A0K8SACCESS',
  token: 'unused',
  trigger_id: '1763719200.T0LOCAL.def',
  is_enterprise_install: false,
  enterprise: null,
};

/** A click of bob's on a button of a card. */
export function clickBody(actionId: string, value: string, responseUrl: string): string {
  return payloadBody({
    type: 'block_actions',
    ...interaction,
    container: { type: 'message', message_ts: '1763719200.000100', channel_id: 'C0REQUESTS' },
    channel: { id: 'C0REQUESTS', name: 'access-requests' },
    message: { type: 'message', ts: '1763719200.000100', text: '' },
    response_url: responseUrl,
    state: { values: {} },
    actions: [{ type: 'button', action_id: actionId, block_id: 'decision', value, action_ts: '1.0' }],
  });
}

type Fields = Readonly<Record<string, unknown>>;

function formView(callbackId: string, fields: Fields, metadata: string) {
  const values = Object.entries(fields).map(([field, state]) => [field, { [field]: state }]);
  return {
    ...{ id: 'V0FORM', type: 'modal', hash: '1763719200.hash', callback_id: callbackId },
    private_metadata: metadata,
    state: { values: Object.fromEntries(values) },
  };
}

/** A change that bob makes in a form, after which these are its fields. */
export function changeBody(callbackId: string, changed: string, fields: Fields): string {
  return payloadBody({
    type: 'block_actions',
    ...interaction,
    container: { type: 'view', view_id: 'V0FORM' },
    view: formView(callbackId, fields, ''),
    actions: [{ type: 'external_select', action_id: changed, block_id: changed, action_ts: '1.0' }],
  });
}

/** What bob types into a menu of a form. */
export function searchBody(actionId: string, typed: string, fields: Fields = {}, metadata = ''): string {
  return payloadBody({
    type: 'block_suggestion',
    ...interaction,
    container: { type: 'view', view_id: 'V0FORM' },
    view: formView('request-access', fields, metadata),
    ...{ action_id: actionId, block_id: actionId, value: typed },
  });
}

/** A form sent by bob, its fields filled with plain text. */
export function submissionBody(callbackId: string, fields: Fields, metadata = ''): string {
  return payloadBody({
    type: 'view_submission',
    ...interaction,
    view: formView(callbackId, fields, metadata),
    response_urls: [],
  });
}

export function payloadBody(payload: unknown): string {
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}
