import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Values } from '../../../../local/slack/values.ts';
import type { View } from '../../../../local/slack/views.ts';

/** What tests read of an interaction or an event, each of which has some of it. */
export interface Payload {
  readonly actions?: readonly object[];
  readonly view?: View;
  readonly state?: { readonly values: Values };
  readonly response_url?: string;
  /** What was typed into a search. */
  readonly value?: string;
  readonly event_id?: string;
  readonly event?: { readonly user?: unknown; readonly subteam?: { readonly users: readonly string[] } };
}

/** What the app received, its signature already verified. */
export interface Delivered {
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  /** The fields of a form. */
  readonly fields: Readonly<Record<string, string>>;
  /** The `payload` of an interaction, or the JSON body of an event. */
  readonly payload: Payload;
}

export interface AppAnswer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  /** An object is sent as JSON. */
  readonly body?: string | object;
}

export type AppHandler = (delivered: Delivered) => AppAnswer | Promise<AppAnswer>;

export interface TestApp {
  readonly url: string;
  readonly received: Delivered[];
  /** What the app does from now on; at first it answers 200 with no body. */
  handle(handler: AppHandler): void;
  close(): void;
}

/** An app that answers deliveries, and refuses with 401 what is not signed as Slack signs it. */
export async function startTestApp(signingSecret: string): Promise<TestApp> {
  let current: AppHandler = () => ({});
  const received: Delivered[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks).toString();
    if (!isSigned(signingSecret, request.headers, raw)) {
      response.writeHead(401, { 'x-refused': 'signature' }).end('bad signature');
      return;
    }
    const delivered = parse(request.headers, raw);
    received.push(delivered);
    const { status = 200, headers = {}, body = '' } = await current(delivered);
    const type = typeof body === 'string' ? {} : { 'content-type': 'application/json' };
    response.writeHead(status, { ...type, ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack`,
    received,
    handle: (handler) => {
      current = handler;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function isSigned(signingSecret: string, headers: IncomingHttpHeaders, raw: string): boolean {
  const timestamp = String(headers['x-slack-request-timestamp']);
  const given = Buffer.from(String(headers['x-slack-signature']));
  const hash = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${raw}`).digest('hex');
  const wanted = Buffer.from(`v0=${hash}`);
  const fresh = Math.abs(Date.now() / 1000 - Number(timestamp)) < 300;
  return fresh && given.length === wanted.length && timingSafeEqual(given, wanted);
}

function parse(headers: IncomingHttpHeaders, raw: string): Delivered {
  if (headers['content-type'] === 'application/json') {
    return { headers, raw, fields: {}, payload: JSON.parse(raw) };
  }
  const fields = Object.fromEntries(new URLSearchParams(raw));
  return { headers, raw, fields, payload: JSON.parse(fields['payload'] ?? 'null') };
}
