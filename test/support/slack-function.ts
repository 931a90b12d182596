import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { boltHandler } from '../../functions/slack/bolt.ts';
import { type Endpoint, slackEndpoint } from '../../functions/slack/endpoint.ts';
import type { OpenForm } from '../../functions/slack/open-form.ts';
import type { SlackVerbs } from '../../functions/slack/verbs.ts';
import type { RequestId } from '../../shared/domain/ids.ts';
import type { Reason } from '../../shared/domain/reason.ts';
import type { Click } from '../../shared/usecases/approver.ts';
import type { HandingOver } from '../../shared/usecases/hand-over.ts';
import type { AskForAccess } from '../../shared/usecases/request-access.ts';
import type { Withdrawal } from '../../shared/usecases/withdraw.ts';
import { bob, carol, daveOfSecurity, estate, judged } from './records.ts';
import { signingSecret } from './slack.ts';
import { delivery } from './slack-delivery.ts';
import { requestIn, storyUpTo } from './stories.ts';

/** The `slack` function around verbs that only note what they were asked, and answer yes unless told otherwise. */
export interface TestFunction {
  readonly endpoint: Endpoint;
  readonly asked: AskForAccess[];
  readonly clicks: (Click & { readonly verb: 'approve' | 'deny'; readonly why?: Reason })[];
  readonly handedOver: HandingOver[];
  readonly shown: RequestId[];
  /** What was to be ended early, and by which verb. */
  readonly ended: (Withdrawal & {
    readonly verb: 'withdraw' | 'release' | 'revoke';
    readonly why?: Reason;
  })[];
  readonly reported: { readonly what: string; readonly error: unknown }[];
}

export function testFunction(own: Partial<SlackVerbs> & { readonly openForm?: OpenForm } = {}): TestFunction {
  const noted: Omit<TestFunction, 'endpoint'> = {
    asked: [],
    clicks: [],
    handedOver: [],
    shown: [],
    ended: [],
    reported: [],
  };
  const { openForm = async () => undefined, ...verbs } = own;
  const bolt = boltHandler({
    estate,
    openForm,
    verbs: {
      requestAccess: async (ask) => {
        noted.asked.push(ask);
        return { outcome: 'raised', request: { ...requestIn('pending'), id: ask.id } };
      },
      approve: async (click) => {
        noted.clicks.push({ ...click, verb: 'approve' });
        return { outcome: 'approved', request: requestIn('approved') };
      },
      judgeDeny: async () => ({
        outcome: 'allowed',
        request: requestIn('pending'),
        denier: bob,
        judged,
      }),
      deny: async (denial) => {
        noted.clicks.push({ ...denial, verb: 'deny' });
        return { outcome: 'denied', request: requestIn('denied') };
      },
      judgeHandOver: async () => ({
        ...{ outcome: 'allowed', request: requestIn('pending'), choice: [carol] },
      }),
      handOver: async (given) => {
        noted.handedOver.push(given);
        return { outcome: 'handed-over', request: requestIn('pending'), to: carol };
      },
      withdraw: async (withdrawal) => {
        noted.ended.push({ ...withdrawal, verb: 'withdraw' });
        return { outcome: 'withdrawn', request: requestIn('withdrawn') };
      },
      release: async (release) => {
        noted.ended.push({ ...release, verb: 'release' });
        return { outcome: 'released', request: requestIn('closing') };
      },
      judgeRevoke: async () => ({
        outcome: 'allowed',
        request: requestIn('active'),
        revoker: daveOfSecurity,
      }),
      revoke: async (revocation) => {
        noted.ended.push({ ...revocation, verb: 'revoke' });
        return { outcome: 'revoked', request: requestIn('closing') };
      },
      listRequests: async () => [requestIn('active')],
      showStatus: async (id) => {
        noted.shown.push(id);
        return { outcome: 'found', ...storyUpTo('ended') };
      },
      ...verbs,
    },
    reporter: { failed: (what, error) => noted.reported.push({ what, error }) },
  });
  return { ...noted, endpoint: slackEndpoint({ signingSecret, wallClock: Date.now, bolt }) };
}

/** A verb whose database is down. */
export const failing = async (): Promise<never> => {
  throw new Error('DynamoDB is down');
};

export const lambdaContext = { awsRequestId: 'lambda-request-1' };

/** Delivers a signed body, and answers with the status and what Slack would read. */
export async function send({ endpoint }: Pick<TestFunction, 'endpoint'>, body: string, contentType?: string) {
  const event = delivery({ body, ...(contentType === undefined ? {} : { contentType }) });
  const { statusCode, body: answer = '' } = await endpoint(event, lambdaContext);
  return { statusCode, answer };
}

export interface Served {
  readonly url: string;
  close(): void;
}

/** Serves the function over HTTP as an HTTP API does. */
export async function serve(endpoint: Endpoint): Promise<Served> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const event = delivery({
      body: Buffer.concat(chunks).toString(),
      headers: request.headers as Record<string, string>,
    });
    const answer = await endpoint(event, lambdaContext);
    response.writeHead(answer.statusCode ?? 200, answer.headers as Record<string, string>).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
