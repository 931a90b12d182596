import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../local/slack/block-kit/limits.ts';
import { parseMessageBlocks, parseModal } from '../../../local/slack/block-kit/parse.ts';
import { handedOverAnswer } from '../../../shared/adapters/slack/views/answers.ts';
import {
  askingMessage,
  settledMessage,
  strandedMessage,
  threadMessage,
} from '../../../shared/adapters/slack/views/asking-message.ts';
import type { Message } from '../../../shared/adapters/slack/views/blocks.ts';
import { handOverForm } from '../../../shared/adapters/slack/views/hand-over-form.ts';
import { type Asking, askingsOf, threadNotesOf } from '../../../shared/domain/askings.ts';
import type { UsergroupHandle } from '../../../shared/domain/person.ts';
import type { Request } from '../../../shared/domain/request.ts';
import { bob, carol } from '../../support/records.ts';
import { hostileReasons, hostileStories } from '../../support/slack-arbitraries.ts';

const usergroups = new Map([['leads' as UsergroupHandle, 'S0LEADS']]);
const cardUrl = 'https://example.slack.com/archives/C0REQUESTS/p1763719200000100';

/** All that is said of a request beside its card. */
function everyMessage(request: Request): readonly Message[] {
  if (request.status !== 'pending') return [settledMessage(request)];
  return [
    ...askingsOf(request).map((asking) => askingMessage(request, asking, { usergroups, cardUrl })),
    ...threadNotesOf(request).map((note) => threadMessage(request, note, ['U0BOB', 'U0CAROL'], usergroups)),
    strandedMessage(request),
    handedOverAnswer(request, carol.person),
  ];
}

const literalIn = ({ blocks }: Message) => {
  const found: string[] = [];
  JSON.stringify(blocks, (_, each: unknown) => {
    const isPlain = typeof each === 'object' && each !== null && 'type' in each && each.type === 'plain_text';
    if (isPlain && 'text' in each) found.push(String(each.text));
    return each;
  });
  return found.join('').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
};

describe('what is said beside the card', () => {
  it('keeps Slack’s limits for any record', () => {
    fc.assert(
      fc.property(hostileStories, ({ request }) => {
        for (const { text, blocks } of everyMessage(request)) {
          parseMessageBlocks(blocks);
          expect(text.length).toBeLessThanOrEqual(limits.updateText);
        }
        parseModal(handOverForm(request));
      }),
      { numRuns: 200 },
    );
  });

  it('shows a note whole, as text that is not interpreted', () => {
    fc.assert(
      fc.property(hostileStories, hostileReasons, ({ request }, note) => {
        fc.pre(request.status === 'pending');
        if (request.status !== 'pending') return;
        const asking: Asking = {
          ...{ kind: 'hand-over', key: 'hand-over-1', userId: carol.person.userId },
          ...{ from: bob.person, note },
        };
        const message = askingMessage(request, asking, { usergroups });
        parseMessageBlocks(message.blocks);
        expect(literalIn(message)).toContain(note);
        expect(message.text).not.toContain('evil.example');
      }),
      { numRuns: 200 },
    );
  });

  it('takes the buttons off when it is settled', () => {
    fc.assert(
      fc.property(hostileStories, ({ request }) => {
        for (const message of everyMessage(request)) {
          const hasButtons = JSON.stringify(message).includes('"button"');
          expect(hasButtons).toBe(request.status === 'pending' && message.text.includes('asked by'));
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('the form that asks whom to ask', () => {
  const request = fc.sample(hostileStories, 1)[0]?.request as Request;

  it('holds twenty-five people with the longest names', () => {
    const people = Array.from({ length: 25 }, (_, place) => {
      const person = {
        ...carol.person,
        userId: `U${place}`,
        name: '<!here>'.repeat(30),
        email: 'e'.repeat(80),
      };
      return { ...carol, person };
    });
    parseModal(handOverForm(request, people, { channel: 'C0REQUESTS', ts: '1763719200.000100' }));
  });

  it('searches all of Slack where the people are too many', () => {
    expect(JSON.stringify(handOverForm(request))).toContain('users_select');
  });
});
