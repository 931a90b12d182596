import { createHmac } from 'node:crypto';

/**
 * The headers with which Slack signs a body: HMAC-SHA256 over `v0:<timestamp>:<body>`.
 * `wallMs` is the wall clock, in milliseconds: signatures never follow platform time.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function signatureHeaders(secret: string, body: string, wallMs: number): Record<string, string> {
  const timestamp = String(Math.floor(wallMs / 1000));
  const hash = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${hash}` };
}
