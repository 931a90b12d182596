import type { ModalView } from '@slack/web-api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../local/slack/block-kit/limits.ts';
import { parseMessageBlocks, parseModal } from '../../../local/slack/block-kit/parse.ts';
import {
  approvedAnswer,
  deniedAnswer,
  listAnswer,
  raisedAnswer,
  releasedAnswer,
  revokedAnswer,
  statusAnswer,
  withdrawnAnswer,
} from '../../../shared/adapters/slack/views/answers.ts';
import {
  approveLessAnswered,
  approveLessForm,
} from '../../../shared/adapters/slack/views/approve-less-form.ts';
import type { Message } from '../../../shared/adapters/slack/views/blocks.ts';
import { approvalCard } from '../../../shared/adapters/slack/views/card.ts';
import { directMessage } from '../../../shared/adapters/slack/views/direct-message.ts';
import { endingMessage } from '../../../shared/adapters/slack/views/ending-message.ts';
import { extendForm, extendFormAnswered } from '../../../shared/adapters/slack/views/extend-form.ts';
import { extensionAnswer } from '../../../shared/adapters/slack/views/extension-answers.ts';
import { helpAnswer } from '../../../shared/adapters/slack/views/help.ts';
import { nobodyAskedMessage } from '../../../shared/adapters/slack/views/nobody-asked.ts';
import { type Opened, openingMessage } from '../../../shared/adapters/slack/views/opening-message.ts';
import { formAnswered, requestForm } from '../../../shared/adapters/slack/views/request-form.ts';
import {
  denyForm,
  denyFormId,
  revokeForm,
  revokeFormId,
  whyFormAnswered,
} from '../../../shared/adapters/slack/views/why-form.ts';
import type { Duration } from '../../../shared/domain/duration.ts';
import type { Role } from '../../../shared/domain/estate.ts';
import { clusterRole } from '../../../shared/domain/grant.ts';
import type { UsergroupHandle } from '../../../shared/domain/person.ts';
import type { Preview } from '../../../shared/domain/preview.ts';
import type { Reason } from '../../../shared/domain/reason.ts';
import type { Request } from '../../../shared/domain/request.ts';
import type { RoleName } from '../../../shared/domain/scope.ts';
import { durationOf, estate } from '../../support/records.ts';
import { hostileStories, withReason } from '../../support/slack-arbitraries.ts';
import { emptyPreview } from '../../support/slack-function.ts';
import type { Story } from '../../support/stories.ts';

const usergroups = new Map([['payments-leads' as UsergroupHandle, 'S0LEADS']]);

/** Everything that is ever shown of a request. */
function everyMessage({ request, events }: Story): readonly Message[] {
  return [
    approvalCard(request, { roleRules: 'seen', usergroups }),
    approvalCard(request, { roleRules: 'unreachable', usergroups: new Map() }),
    raisedAnswer(request),
    withdrawnAnswer(request),
    releasedAnswer(request),
    revokedAnswer(request),
    deniedAnswer(request),
    statusAnswer(request, events),
    statusAnswer(request, events, [
      { request, events },
      { request, events },
    ]),
    extensionAnswer(request, 480 as Duration),
    listAnswer(Array.from({ length: 15 }, () => request)),
    ...directMessages(request),
  ];
}

function directMessages(request: Request): readonly Message[] {
  switch (request.status) {
    case 'pending':
      return [nobodyAskedMessage(request)];
    case 'active':
    case 'closing':
      return openMessages(request);
    case 'ended':
      return [...openMessages(request), directMessage(request)];
    case 'applied':
    case 'denied':
    case 'lapsed':
    case 'failed':
      return [directMessage(request)];
    default:
      return [];
  }
}

function openMessages(request: Opened): readonly Message[] {
  const { closesAt, grantedAt } = request.window;
  return [openingMessage(request), endingMessage(request, closesAt), endingMessage(request, grantedAt)];
}

/** Every text that Slack would interpret, and every one that it would not. */
function textsOf(value: unknown): { readonly interpreted: string[]; readonly literal: string[] } {
  const found = { interpreted: [] as string[], literal: [] as string[] };
  JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === 'object' && each !== null && 'type' in each && 'text' in each) {
      if (each.type === 'mrkdwn') found.interpreted.push(String(each.text));
      if (each.type === 'plain_text') found.literal.push(String(each.text));
    }
    return each;
  });
  return found;
}

const ourMarkup =
  /<@[UW][A-Z0-9]+>|<!subteam\^S[A-Z0-9]+>|<!date\^\d+\^\{date_short_pretty\} \{time\}\|[\d :-]+ UTC>/g;

describe('every view of any record', () => {
  it('keeps Slack’s limits', () => {
    fc.assert(
      fc.property(hostileStories, (story) => {
        for (const { text, blocks } of everyMessage(story)) {
          parseMessageBlocks(blocks);
          expect(text.length).toBeLessThanOrEqual(limits.updateText);
        }
        parseModal(formAnswered(raisedAnswer(story.request)));
        parseModal(revokeForm(story.request));
        parseModal(whyFormAnswered(revokeFormId, revokedAnswer(story.request)));
        parseModal(denyForm(story.request, { channel: 'C0REQUESTS', ts: '1763719200.000100' }));
        parseModal(whyFormAnswered(denyFormId, deniedAnswer(story.request)));
        parseModal(extendFormAnswered(extensionAnswer(story.request, 480 as Duration)));
        if (story.request.status === 'active') parseModal(extendForm(story.request, 480 as Duration));
        const unread = { code: 'role-changed', ...story.request.scope } as const;
        const offer = { request: story.request, narrower: ['view' as RoleName], unread };
        parseModal(approveLessForm(offer, estate, { channel: 'C0REQUESTS', ts: '1763719200.000100' }));
        parseModal(approveLessAnswered(approvedAnswer(story.request)));
      }),
    );
  });

  it('shows the whole reason, and only as text that is not interpreted', () => {
    fc.assert(
      fc.property(hostileStories, (story) => {
        const { blocks } = approvalCard(story.request, { roleRules: 'seen', usergroups });
        const shown = textsOf(blocks).literal.join('');
        const decoded = shown.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
        expect(decoded).toContain(story.request.reason);
        const why = 'why' in story.request ? story.request.why : '';
        expect(decoded).toContain(why);
      }),
    );
  });

  it('shows why it was denied or revoked, wherever it is told', () => {
    fc.assert(
      fc.property(hostileStories, ({ request, events }) => {
        fc.pre('why' in request);
        if (!('why' in request)) return;
        const told = request.status === 'closing' ? [] : [directMessage(request)];
        for (const { blocks } of [
          approvalCard(request, { roleRules: 'seen', usergroups }),
          statusAnswer(request, events),
          ...told,
        ]) {
          const shown = textsOf(blocks).literal.join('');
          const decoded = shown.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
          expect(decoded).toContain(request.why);
        }
      }),
    );
  });

  it('is the same for any other reason in all that Slack interprets', () => {
    fc.assert(
      fc.property(hostileStories, (story) => {
        const plainly = { ...story, request: withReason(story.request, 'a word' as Reason) };
        const interpretedIn = (messages: readonly Message[]) =>
          messages.map(({ text, blocks }) => [text, textsOf(blocks).interpreted]);
        expect(interpretedIn(everyMessage(story))).toEqual(interpretedIn(everyMessage(plainly)));
      }),
    );
  });

  it('has no markup but our own mentions and dates', () => {
    fc.assert(
      fc.property(hostileStories, (story) => {
        for (const { text, blocks } of everyMessage(story)) {
          const { interpreted, literal } = textsOf(blocks);
          for (const each of [text, ...interpreted]) expect(each.replace(ourMarkup, '')).not.toMatch(/[<>]/);
          for (const each of literal) expect(each).not.toMatch(/[<>]/);
        }
      }),
    );
  });
});

describe('the request form', () => {
  const rolesOf = (size: number): readonly Role[] =>
    Array.from({ length: size }, (_, number) => ({
      ...{ name: `role-${number}` as RoleName, description: 'd'.repeat(200) },
      ...{ grant: clusterRole('k8s-access:view'), scope: 'namespace' as const },
    }));
  const formWith = (preview: Partial<Preview>) =>
    parseModal(requestForm({ ...emptyPreview, ...preview })) as ModalView;
  const elementTypes = ({ blocks }: ModalView) =>
    blocks.flatMap((block) => ('element' in block ? [block.element.type] : []));

  it('searches for clusters and namespaces, and offers the roles', () => {
    const searched = ['external_select', 'multi_external_select'];
    expect(elementTypes(formWith({})).slice(0, 3)).toEqual([...searched, 'static_select']);
    expect(JSON.stringify(formWith({}))).toContain('"value":"debug"');
  });

  it.each([0, 101])('lets a role be typed where there are %i to choose from', (size) => {
    expect(elementTypes(formWith({ roles: rolesOf(size) }))[2]).toBe('plain_text_input');
  });

  it('suggests durations up to the longest that the rule gives', () => {
    const [rule] = estate.rules;
    if (rule === undefined) throw new Error('the example estate has rules');
    const verdict = {
      outcome: 'allowed',
      rule: { ...rule, maxDuration: durationOf('3h') },
      hindrances: [],
    } as const;
    expect(JSON.stringify(formWith({ verdict }))).toContain('Such as 1h, 2h or 3h, the most here.');
  });

  it('says first to whom it is no use', () => {
    const { blocks } = formWith({ verdict: { outcome: 'nobody', refusal: { code: 'guest' } } });
    expect(blocks[1]).toMatchObject({
      block_id: 'preview',
      text: { text: expect.stringContaining('Guests') },
    });
  });
});

it('help and an empty list keep Slack’s limits', () => {
  parseMessageBlocks(helpAnswer().blocks);
  parseMessageBlocks(listAnswer([]).blocks);
});
