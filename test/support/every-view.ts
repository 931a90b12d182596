import type { ModalView } from '@slack/web-api';
import fc from 'fast-check';
import {
  deniedAnswer,
  listAnswer,
  raisedAnswer,
  raisedMessage,
  releasedAnswer,
  revokedAnswer,
  statusAnswer,
  withdrawnAnswer,
} from '../../shared/adapters/slack/views/answers.ts';
import { type Message, sentence } from '../../shared/adapters/slack/views/blocks.ts';
import { approvalCard } from '../../shared/adapters/slack/views/card.ts';
import { directMessage, type Over } from '../../shared/adapters/slack/views/direct-message.ts';
import { helpAnswer } from '../../shared/adapters/slack/views/help.ts';
import { formAnswered, requestForm } from '../../shared/adapters/slack/views/request-form.ts';
import { type SuggestionsShown, suggestionsShown } from '../../shared/adapters/slack/views/suggestions.ts';
import {
  denyForm,
  denyFormId,
  revokeForm,
  revokeFormId,
  whyFormAnswered,
} from '../../shared/adapters/slack/views/why-form.ts';
import type { UsergroupHandle } from '../../shared/domain/person.ts';
import type { Request } from '../../shared/domain/request.ts';
import { chosenClusters, outlooks, previews, suggestions } from './preview-arbitraries.ts';
import { hostileStories } from './slack-arbitraries.ts';

/** Something that Slack is given to show. */
export type Shown =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'form'; readonly form: ModalView }
  | { readonly kind: 'menu'; readonly menu: SuggestionsShown };

const usergroups = new Map([['payments-leads' as UsergroupHandle, 'S0LEADS']]);
const requests = hostileStories.map(({ request }) => request);

/** All that each file of the views can show, of random valid records, estates and previews. */
export const everyView: Readonly<Record<string, fc.Arbitrary<readonly Shown[]>>> = {
  'answers.ts': fc
    .tuple(hostileStories, fc.option(outlooks, { nil: undefined }))
    .map(([{ request, events }, outlook]) =>
      messages(
        raisedAnswer(request, outlook),
        raisedMessage(request, outlook),
        withdrawnAnswer(request),
        releasedAnswer(request),
        revokedAnswer(request),
        deniedAnswer(request),
        statusAnswer(request, events),
        listAnswer([]),
        listAnswer(Array.from({ length: 15 }, () => request)),
      ),
    ),
  'card.ts': requests.map((request) =>
    messages(
      approvalCard(request, { roleRules: 'seen', usergroups }),
      approvalCard(request, { roleRules: 'unreachable', usergroups: new Map() }),
    ),
  ),
  'direct-message.ts': requests.filter(isOver).map((request) => messages(directMessage(request))),
  'help.ts': fc.constant(messages(helpAnswer())),
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
  ...['blocks.ts', 'buttons.ts', 'option.ts', 'outlook.ts', 'preview.ts', 'scope.ts', 'standing.ts'],
  ...['text.ts', 'timeline.ts', 'why.ts'],
]);

function isOver(request: Request): request is Over {
  return ['ended', 'applied', 'denied', 'lapsed', 'failed'].includes(request.status);
}

function messages(...shown: readonly Message[]): readonly Shown[] {
  return shown.map((message) => ({ kind: 'message', message }));
}

function forms(...shown: readonly ModalView[]): readonly Shown[] {
  return shown.map((form) => ({ kind: 'form', form }));
}
