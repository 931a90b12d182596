import type { HomeView, ModalView } from '@slack/web-api';
import fc from 'fast-check';
import { alarmMessage } from '../../shared/adapters/slack/views/alarm-message.ts';
import { alarmStep } from '../../shared/adapters/slack/views/alarm-step.ts';
import {
  deniedAnswer,
  listAnswer,
  raisedAnswer,
  releasedAnswer,
  revokedAnswer,
  statusAnswer,
  withdrawnAnswer,
} from '../../shared/adapters/slack/views/answers.ts';
import {
  approveLessAnswered,
  approveLessForm,
  type LessOffer,
} from '../../shared/adapters/slack/views/approve-less-form.ts';
import {
  askingMessage,
  settledMessage,
  strandedMessage,
  threadMessage,
} from '../../shared/adapters/slack/views/asking-message.ts';
import { type Message, sentence } from '../../shared/adapters/slack/views/blocks.ts';
import { brokenAnswer, unreviewedAnswer } from '../../shared/adapters/slack/views/break-glass-answers.ts';
import {
  breakGlassForm,
  breakGlassFormAnswered,
} from '../../shared/adapters/slack/views/break-glass-form.ts';
import { lateCallsMessage, useMessage } from '../../shared/adapters/slack/views/calls.ts';
import { approvalCard } from '../../shared/adapters/slack/views/card.ts';
import { directMessage, type Over } from '../../shared/adapters/slack/views/direct-message.ts';
import { drillNotStarted } from '../../shared/adapters/slack/views/drill-not-started.ts';
import { endingMessage } from '../../shared/adapters/slack/views/ending-message.ts';
import { extendForm, extendFormAnswered } from '../../shared/adapters/slack/views/extend-form.ts';
import { extensionAnswer } from '../../shared/adapters/slack/views/extension-answers.ts';
import { findingsMessage, sweepStarted, sweptMessage } from '../../shared/adapters/slack/views/findings.ts';
import { handOverForm } from '../../shared/adapters/slack/views/hand-over-form.ts';
import { helpAnswer } from '../../shared/adapters/slack/views/help.ts';
import { clickAnswered, homeTab } from '../../shared/adapters/slack/views/home.ts';
import {
  linkCodeAnswer,
  linkedMessage,
  unlinkedAnswer,
} from '../../shared/adapters/slack/views/link-answers.ts';
import { nobodyAskedMessage } from '../../shared/adapters/slack/views/nobody-asked.ts';
import { type Opened, openingMessage } from '../../shared/adapters/slack/views/opening-message.ts';
import { formAnswered, requestForm } from '../../shared/adapters/slack/views/request-form.ts';
import { reviewForm, reviewFormAnswered } from '../../shared/adapters/slack/views/review-form.ts';
import { type SuggestionsShown, suggestionsShown } from '../../shared/adapters/slack/views/suggestions.ts';
import {
  denyForm,
  denyFormId,
  revokeForm,
  revokeFormId,
  whyFormAnswered,
} from '../../shared/adapters/slack/views/why-form.ts';
import { summaryOf } from '../../shared/domain/api-call.ts';
import { type Asking, threadNotesOf } from '../../shared/domain/askings.ts';
import { offerBreakGlass } from '../../shared/domain/break-glass-offer.ts';
import { stepsOf } from '../../shared/domain/break-glass-steps.ts';
import type { UsergroupHandle } from '../../shared/domain/person.ts';
import type { InStatus, Request } from '../../shared/domain/request.ts';
import type { ClusterName } from '../../shared/domain/scope.ts';
import { durations, people } from './arbitraries.ts';
import { brokenGlass } from './broken-glass.ts';
import { chosenClusters, outlooks, previews, suggestions } from './preview-arbitraries.ts';
import { config, estate, noon } from './records.ts';
import { apiCalls, findings, hostileReasons, hostileStories } from './slack-arbitraries.ts';

/** Something that Slack is given to show. */
export type Shown =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'form'; readonly form: ModalView }
  | { readonly kind: 'home'; readonly home: HomeView }
  | { readonly kind: 'menu'; readonly menu: SuggestionsShown };

const requester = { email: 'alice@example.com', usergroups: new Set<UsergroupHandle>() };
const offersToBreakGlass = [offerBreakGlass(config.breakGlass, estate, requester, noon)].filter(
  (offer) => offer !== undefined,
);
const cluster = 'prod-eu' as ClusterName;
const cardUrl = 'https://example.slack.com/archives/C0REQUESTS/p1763719200000100';
const usergroups = new Map([['payments-leads' as UsergroupHandle, 'S0LEADS']]);
const requests = hostileStories.map(({ request }) => request);
const waiting = requests.filter(isWaiting);
const opened = requests.filter(isOpened);
const card = { channel: 'C0REQUESTS', ts: '1763719200.000100' };

const askings: fc.Arbitrary<Asking> = fc
  .tuple(people, fc.option(hostileReasons, { nil: undefined }))
  .map(([{ person }, note]) => ({
    ...{ kind: 'hand-over', key: 'hand-over-1', userId: person.userId, from: person },
    ...(note === undefined ? {} : { note }),
  }));

const offers: fc.Arbitrary<LessOffer> = fc
  .tuple(waiting, fc.subarray([...estate.roles.keys()]))
  .map(([request, narrower]) => ({
    ...{ request, narrower: narrower.filter((role) => role !== request.scope.role) },
    unread: { code: 'role-changed', role: request.scope.role, cluster: request.scope.cluster },
  }));

/** All that each file of the views can show, of random valid records, estates and previews. */
export const everyView: Readonly<Record<string, fc.Arbitrary<readonly Shown[]>>> = {
  'alarm-message.ts': brokenGlass.map((request) => messages(alarmMessage(request))),
  'alarm-step.ts': brokenGlass.map((request) =>
    messages(...stepsOf(request).map((step) => alarmStep(request, step, usergroups))),
  ),
  'break-glass-answers.ts': fc
    .uniqueArray(brokenGlass, { selector: ({ id }) => id, maxLength: 15 })
    .map((uses) => messages(...uses.map(brokenAnswer), unreviewedAnswer(uses))),
  'break-glass-form.ts': fc
    .constantFrom(...offersToBreakGlass)
    .map((offer) => forms(breakGlassForm(offer), breakGlassFormAnswered(sentence('Recorded.')))),
  'drill-not-started.ts': hostileReasons.map((why) => messages(drillNotStarted('prod-emergency', why))),
  'review-form.ts': brokenGlass.map((request) => forms(reviewForm(request), reviewFormAnswered(request))),
  'answers.ts': fc
    .tuple(hostileStories, fc.option(outlooks, { nil: undefined }))
    .map(([{ request, events }, outlook]) =>
      messages(
        raisedAnswer(request, outlook),
        withdrawnAnswer(request),
        releasedAnswer(request),
        revokedAnswer(request),
        deniedAnswer(request),
        statusAnswer(request, events),
        listAnswer([]),
        listAnswer(Array.from({ length: 15 }, () => request)),
      ),
    ),
  'approve-less-form.ts': offers.map((offer) =>
    forms(approveLessForm(offer, estate, card), approveLessAnswered(sentence('Approved.'))),
  ),
  'asking-message.ts': fc
    .tuple(waiting, askings, requests)
    .map(([request, asking, settled]) =>
      messages(
        askingMessage(request, asking, { usergroups }),
        askingMessage(request, { ...asking, kind: 'reminder' } as Asking, { usergroups, cardUrl }),
        strandedMessage(request),
        ...threadNotesOf(request).map((note) => threadMessage(request, note, ['U1', 'U2'], usergroups)),
        ...(settled.status === 'pending' ? [] : [settledMessage(settled)]),
      ),
    ),
  'calls.ts': fc
    .tuple(opened, fc.array(apiCalls, { minLength: 1, maxLength: 40 }))
    .map(([request, calls]) =>
      messages(
        useMessage(request, summaryOf(calls, request.window.closesAt)),
        lateCallsMessage(request, calls),
      ),
    ),
  'card.ts': requests.map((request) =>
    messages(
      approvalCard(request, { roleRules: 'seen', usergroups }),
      approvalCard(request, { roleRules: 'unreachable', usergroups: new Map() }),
    ),
  ),
  'direct-message.ts': requests.filter(isOver).map((request) => messages(directMessage(request))),
  'ending-message.ts': opened.map((request) =>
    messages(
      endingMessage(request, request.window.closesAt),
      endingMessage(request, request.window.grantedAt),
    ),
  ),
  'extend-form.ts': fc
    .tuple(opened, durations)
    .map(([request, left]) => [
      ...(request.status === 'active' ? forms(extendForm(request, left)) : []),
      ...forms(extendFormAnswered(sentence('Recorded.'))),
    ]),
  'extension-answers.ts': fc
    .tuple(requests, durations)
    .map(([request, asked]) => messages(extensionAnswer(request, asked))),
  'findings.ts': fc.array(findings, { maxLength: 60 }).map((found) => {
    const report = { clusters: 2, requests: 3, findings: found, unreached: [cluster], left: [] };
    return messages(sweepStarted(), findingsMessage(found), sweptMessage(report));
  }),
  'link-answers.ts': people.map(({ person, principal: { arn } }) =>
    messages(
      linkCodeAnswer({ outcome: 'linked-already', pin: { arn, sessionName: person.email } }),
      linkedMessage({ pin: { arn, sessionName: person.email } }),
      unlinkedAnswer({ userId: person.userId, pin: { arn } }, []),
    ),
  ),
  'hand-over-form.ts': fc
    .tuple(requests, fc.uniqueArray(people, { selector: ({ person }) => person.userId, minLength: 1 }))
    .map(([request, choice]) => forms(handOverForm(request, choice, card), handOverForm(request))),
  'help.ts': fc.constant(messages(helpAnswer())),
  'home.ts': fc.uniqueArray(requests, { selector: ({ id }) => id, maxLength: 40 }).map((own) => [
    ...forms(clickAnswered(sentence('Too late.'))),
    { kind: 'home', home: homeTab({ outcome: 'refused', refusal: { code: 'guest' } }) },
    {
      kind: 'home',
      home: homeTab({
        outcome: 'shown',
        at: noon,
        own,
        waiting: own.filter(isWaiting),
        toReview: [],
        recent: own,
      }),
    },
  ]),
  'nobody-asked.ts': waiting.map((request) => messages(nobodyAskedMessage(request))),
  'opening-message.ts': opened.map((request) => messages(openingMessage(request))),
  'request-form.ts': fc
    .tuple(previews, chosenClusters, requests, outlooks)
    .map(([preview, cluster, request, outlook]) =>
      forms(requestForm(preview, cluster), formAnswered(raisedAnswer(request, outlook))),
    ),
  'suggestions.ts': suggestions.map((found) => [{ kind: 'menu', menu: suggestionsShown(found) }]),
  'why-form.ts': requests.map((request) =>
    forms(
      revokeForm(request),
      denyForm(request, { channel: 'C0REQUESTS', ts: '1763719200.000100' }),
      whyFormAnswered(revokeFormId, revokedAnswer(request)),
      whyFormAnswered(denyFormId, sentence('Denied.')),
    ),
  ),
};

/** Files whose exports are only ever shown within the views above. */
export const partsOfViews: ReadonlySet<string> = new Set([
  ...['attention.ts', 'blocks.ts', 'buttons.ts', 'clicked-card.ts', 'extension-message.ts'],
  ...['extension-story.ts', 'extension.ts', 'option.ts', 'outlook.ts', 'preview.ts', 'scope.ts'],
  ...['standing.ts', 'status-hint.ts', 'text.ts', 'timeline.ts', 'why.ts'],
]);

function isOpened(request: Request): request is Opened {
  return ['active', 'closing', 'ended'].includes(request.status);
}

function isWaiting(request: Request): request is InStatus<'pending'> {
  return request.status === 'pending';
}

function isOver(request: Request): request is Over {
  return ['ended', 'applied', 'denied', 'lapsed', 'failed'].includes(request.status);
}

function messages(...shown: readonly Message[]): readonly Shown[] {
  return shown.map((message) => ({ kind: 'message', message }));
}

function forms(...shown: readonly ModalView[]): readonly Shown[] {
  return shown.map((form) => ({ kind: 'form', form }));
}
