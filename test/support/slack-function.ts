import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HomeView, ModalView } from '@slack/web-api';
import { boltHandler } from '../../functions/slack/bolt.ts';
import { type Endpoint, slackEndpoint } from '../../functions/slack/endpoint.ts';
import type { SlackVerbs } from '../../functions/slack/verbs.ts';
import type { OpenForm, UpdateForm } from '../../shared/adapters/slack/forms.ts';
import type { Duration } from '../../shared/domain/duration.ts';
import type { RequestId } from '../../shared/domain/ids.ts';
import type { Preview } from '../../shared/domain/preview.ts';
import type { Reason } from '../../shared/domain/reason.ts';
import type { LesserApproval } from '../../shared/usecases/approve-less.ts';
import type { Click } from '../../shared/usecases/approver.ts';
import type { AskForTime } from '../../shared/usecases/extend-access.ts';
import type { HandingOver } from '../../shared/usecases/hand-over.ts';
import type { Draft } from '../../shared/usecases/preview-request.ts';
import type { AskForAccess } from '../../shared/usecases/request-access.ts';
import type { ScopeSearch } from '../../shared/usecases/suggest-scope.ts';
import type { Withdrawal } from '../../shared/usecases/withdraw.ts';
import { extensionStory } from './extensions.ts';
import { bob, carol, daveOfSecurity, estate, judged, noon } from './records.ts';
import { signingSecret } from './slack.ts';
import { delivery } from './slack-delivery.ts';
import { requestIn, storyUpTo } from './stories.ts';

/** What is known of a request when its form opens. */
export const emptyPreview: Preview = {
  verdict: { outcome: 'incomplete' },
  roles: [...estate.roles.values()].filter(({ scope }) => scope === 'namespace'),
};

/** The `slack` function around verbs that only note what they were asked, and answer yes unless told otherwise. */
export interface TestFunction {
  readonly endpoint: Endpoint;
  readonly asked: AskForAccess[];
  readonly extended: AskForTime[];
  readonly clicks: (Click & { readonly verb: 'approve' | 'deny'; readonly why?: Reason })[];
  readonly lessened: LesserApproval[];
  readonly handedOver: HandingOver[];
  readonly shown: RequestId[];
  /** What was to be ended early, and by which verb. */
  readonly ended: (Withdrawal & {
    readonly verb: 'withdraw' | 'release' | 'revoke';
    readonly why?: Reason;
  })[];
  /** Who asked for a sweep. */
  readonly swept: string[];
  /** Whose account has changed, and when. */
  readonly rechecked: string[];
  readonly published: { readonly userId: string; readonly home: HomeView }[];
  readonly drafts: Draft[];
  readonly searches: ScopeSearch[];
  readonly redrawn: {
    readonly shown: { readonly id: string; readonly hash: string };
    readonly form: ModalView;
  }[];
  readonly reported: { readonly what: string; readonly error: unknown }[];
}

interface Own extends Partial<SlackVerbs> {
  readonly openForm?: OpenForm;
  readonly updateForm?: UpdateForm;
}

export function testFunction(own: Own = {}): TestFunction {
  const noted: Omit<TestFunction, 'endpoint'> = {
    ...{ asked: [], extended: [], clicks: [], lessened: [], handedOver: [], shown: [], ended: [] },
    ...{ rechecked: [], swept: [], published: [], drafts: [], searches: [], redrawn: [], reported: [] },
  };
  const {
    openForm = async () => undefined,
    updateForm = async (shown, form) => void noted.redrawn.push({ shown, form }),
    ...verbs
  } = own;
  const bolt = boltHandler({
    estate,
    openForm,
    updateForm,
    publishHome: async (userId, home) => void noted.published.push({ userId, home }),
    verbs: {
      previewRequest: async (draft) => {
        noted.drafts.push(draft);
        return emptyPreview;
      },
      suggestScope: async (search) => {
        noted.searches.push(search);
        return { recent: [], others: ['payments', 'platform'] };
      },
      requestAccess: async (ask) => {
        noted.asked.push(ask);
        return { outcome: 'raised', request: { ...requestIn('pending'), id: ask.id } };
      },
      approve: async (click) => {
        noted.clicks.push({ ...click, verb: 'approve' });
        return { outcome: 'approved', request: requestIn('approved') };
      },
      breakGlass: async (ask) => ({ outcome: 'raised', request: { ...requestIn('approved'), id: ask.id } }),
      drill: async (ask) => ({ outcome: 'raised', request: { ...requestIn('approved'), id: ask.id } }),
      offerToBreakGlass: async () => ({
        outcome: 'refused',
        refusal: { code: 'no-break-glass-for-you' },
      }),
      takeReview: async () => ({ outcome: 'refused', refusal: { code: 'not-a-reviewer', reviewers: [] } }),
      review: async () => ({ outcome: 'reviewed', request: requestIn('ended') }),
      listUnreviewed: async () => ({ outcome: 'listed', uses: [] }),
      judgeLess: async () => ({ outcome: 'allowed', request: requestIn('pending'), narrower: [] }),
      approveLess: async (approval) => {
        noted.lessened.push(approval);
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
      issueLinkCode: async () => {
        const refusal = { code: 'unknown-person' } as const;
        return { outcome: 'refused', refusal };
      },
      unlink: async () => ({ outcome: 'refused', refusal: { code: 'not-linked' } }),
      withdraw: async (withdrawal) => {
        noted.ended.push({ ...withdrawal, verb: 'withdraw' });
        return { outcome: 'withdrawn', request: requestIn('withdrawn') };
      },
      release: async (release) => {
        noted.ended.push({ ...release, verb: 'release' });
        return { outcome: 'released', request: requestIn('closing') };
      },
      judgeExtend: async () => ({
        outcome: 'offered',
        request: requestIn('active'),
        left: 180 as Duration,
      }),
      extendAccess: async (ask) => {
        noted.extended.push(ask);
        return { outcome: 'raised', request: { ...extensionStory('pending').request, id: ask.id } };
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
      askForSweep: async ({ userId }) => {
        noted.swept.push(userId);
        return { outcome: 'started' };
      },
      recheckPerson: async ({ userId }, changedAt) => {
        noted.rechecked.push(`${userId} ${changedAt}`);
        return [];
      },
      showHome: async () => ({ outcome: 'shown', at: noon, own: [], waiting: [], toReview: [], recent: [] }),
      listRequests: async () => [requestIn('active')],
      showStatus: async (id) => {
        noted.shown.push(id);
        return { outcome: 'found', ...storyUpTo('ended'), extensions: [] };
      },
      ...verbs,
    },
    reporter: { failed: (what, error) => noted.reported.push({ what, error }), alarm: () => undefined },
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
