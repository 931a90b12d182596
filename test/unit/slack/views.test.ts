import type { ModalView } from '@slack/web-api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../local/slack/block-kit/limits.ts';
import { parseMessageBlocks, parseModal } from '../../../local/slack/block-kit/parse.ts';
import {
  deniedAnswer,
  listAnswer,
  raisedAnswer,
  raisedMessage,
  releasedAnswer,
  revokedAnswer,
  statusAnswer,
  withdrawnAnswer,
} from '../../../shared/adapters/slack/views/answers.ts';
import type { Message } from '../../../shared/adapters/slack/views/blocks.ts';
import { approvalCard } from '../../../shared/adapters/slack/views/card.ts';
import { directMessage } from '../../../shared/adapters/slack/views/direct-message.ts';
import { helpAnswer } from '../../../shared/adapters/slack/views/help.ts';
import { formAnswered, requestForm } from '../../../shared/adapters/slack/views/request-form.ts';
import {
  denyForm,
  denyFormId,
  revokeForm,
  revokeFormId,
  whyFormAnswered,
} from '../../../shared/adapters/slack/views/why-form.ts';
import type { Estate, Role } from '../../../shared/domain/estate.ts';
import type { UsergroupHandle } from '../../../shared/domain/person.ts';
import type { Reason } from '../../../shared/domain/reason.ts';
import type { ClusterName, Namespace, RoleName } from '../../../shared/domain/scope.ts';
import { estate } from '../../support/records.ts';
import { hostileStories, withReason } from '../../support/slack-arbitraries.ts';
import type { Story } from '../../support/stories.ts';

const usergroups = new Map([['payments-leads' as UsergroupHandle, 'S0LEADS']]);

/** Everything that is ever shown of a request. */
function everyMessage({ request, events }: Story): readonly Message[] {
  const told =
    request.status === 'pending' ||
    request.status === 'approved' ||
    request.status === 'closing' ||
    request.status === 'withdrawn'
      ? []
      : [directMessage(request)];
  return [
    approvalCard(request, { roleRules: 'seen', usergroups }),
    approvalCard(request, { roleRules: 'unreachable', usergroups: new Map() }),
    raisedMessage(request),
    withdrawnAnswer(request),
    releasedAnswer(request),
    revokedAnswer(request),
    deniedAnswer(request),
    statusAnswer(request, events),
    listAnswer(Array.from({ length: 15 }, () => request)),
    ...told,
  ];
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

/** An estate with that many clusters, namespaces and roles. */
function estateOf(size: number): Estate {
  const [cluster] = estate.clusters.values();
  const [role] = estate.roles.values();
  if (cluster === undefined || role === undefined) throw new Error('the example estate has both');
  const numbers = Array.from({ length: size }, (_, number) => number);
  const namespaces = numbers.map((number) => `namespace-${number}` as Namespace);
  return {
    clusters: new Map(
      numbers.map((number) => {
        const name = `${'c'.repeat(90)}-${number}` as ClusterName;
        return [name, { ...cluster, name, namespaces: namespaces as [Namespace, ...Namespace[]] }];
      }),
    ),
    roles: new Map(
      numbers.map((number): [RoleName, Role] => {
        const name = `role-${number}` as RoleName;
        return [name, { ...role, name, description: 'd'.repeat(200) }];
      }),
    ),
    rules: [],
  };
}

const elementTypes = ({ blocks }: ModalView) =>
  blocks.map((block) => ('element' in block ? block.element.type : block.type));

describe('the request form', () => {
  it('offers the clusters, namespaces and namespaced roles of the estate', () => {
    const form = JSON.stringify(parseModal(requestForm(estate)));
    for (const name of ['prod-eu', 'staging-eu', 'payments', 'checkout', 'view', 'debug']) {
      expect(form).toContain(`"value":"${name}"`);
    }
    expect(form).not.toContain('cluster-view');
  });

  it('keeps Slack’s limits with a hundred long names, and lets more than that be typed', () => {
    const menus = parseModal(requestForm(estateOf(100))) as ModalView;
    expect(elementTypes(menus).slice(0, 3)).toEqual([
      'static_select',
      'multi_static_select',
      'static_select',
    ]);
    const typed = parseModal(requestForm(estateOf(101))) as ModalView;
    expect(new Set(elementTypes(typed))).toEqual(new Set(['plain_text_input']));
  });
});

it('help and an empty list keep Slack’s limits', () => {
  parseMessageBlocks(helpAnswer().blocks);
  parseMessageBlocks(listAnswer([]).blocks);
});
