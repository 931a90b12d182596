import { expect, it } from 'vitest';
import type { Message } from '../../../shared/adapters/slack/views/blocks.ts';
import { directMessage } from '../../../shared/adapters/slack/views/direct-message.ts';
import { endingMessage } from '../../../shared/adapters/slack/views/ending-message.ts';
import { nobodyAskedMessage } from '../../../shared/adapters/slack/views/nobody-asked.ts';
import { openingMessage } from '../../../shared/adapters/slack/views/opening-message.ts';
import type { InStatus } from '../../../shared/domain/request.ts';
import { noon, scope } from '../../support/records.ts';
import { releasedStory, requestIn, revokedStory } from '../../support/stories.ts';

it('the message that access is open shows the exact commands to type', () => {
  const shown = JSON.stringify(openingMessage(requestIn('active')));
  expect(shown).toContain('aws eks update-kubeconfig --region eu-central-1 --name prod-eu --alias prod-eu');
  expect(shown).toContain('kubectl --context prod-eu --namespace payments get pods');
  expect(shown).toContain('2026-11-21 13:02 UTC');
});

it('no other message shows commands', () => {
  for (const status of ['ended', 'denied', 'lapsed', 'failed'] as const) {
    expect(JSON.stringify(directMessage(requestIn(status)))).not.toContain('kubectl');
  }
});

it('each message says in its notification what became of the request', () => {
  const notifications = (['ended', 'denied', 'lapsed', 'failed'] as const).map(
    (status) => directMessage(requestIn(status)).text.split(/ until|:/)[0],
  );
  expect(notifications).toEqual([
    'Your access is over',
    'Your request was denied',
    'Nobody decided on your request',
    'Your access could not be opened',
  ]);
});

it('the message that access is open names the role, and a line to type for each namespace', () => {
  const scoped = { ...requestIn('active'), scope: scope('prod-eu', 'checkout,payments', 'edit') };
  const shown = JSON.stringify(openingMessage(scoped));
  expect(shown).toContain('`edit` in `checkout`, `payments` on `prod-eu` for 1 hour');
  expect(shown).toContain('--namespace checkout get pods');
  expect(shown).toContain('--namespace payments get pods');
});

it('the messages about an open window have buttons to extend and to release it, and no others have any', () => {
  const open = requestIn('active');
  for (const message of [openingMessage(open), endingMessage(open, open.window.closesAt)]) {
    expect(buttonsOf(message)).toEqual([`extend ${open.id}`, `release ${open.id}`]);
  }
  expect(buttonsOf(directMessage(requestIn('ended')))).toEqual([]);
});

it.each(['closing', 'ended'] as const)('a window that is %s has no button and no command left', (status) => {
  const over = requestIn(status);
  for (const message of [openingMessage(over), endingMessage(over, over.window.closesAt)]) {
    expect(buttonsOf(message)).toEqual([]);
    expect(JSON.stringify(message)).not.toContain('kubectl');
  }
  expect(openingMessage(over).text).toMatch(/^Your access was open/);
  expect(endingMessage(over, over.window.closesAt).text).toMatch(/has ended$/);
});

it('the warning names the end in the reader’s own time, and loses its buttons when the end is moved', () => {
  const open = requestIn('active');
  expect(endingMessage(open, open.window.closesAt).text).toMatch(
    /ends <!date\^\d+\^.+\|2026-11-21 13:02 UTC>$/,
  );
  const moved = endingMessage(open, noon);
  expect(moved.text).toContain('now ends');
  expect(buttonsOf(moved)).toEqual([]);
});

it('who has nobody to ask is told why, what to do, and until when it is tried', () => {
  const shown = JSON.stringify(nobodyAskedMessage(requestIn('pending')));
  expect(shown).toMatch(/archived, or the app is not in it.+Tell your platform team.+20:00 UTC/);
});

it('an early end says so, by whom, and after a revocation why', () => {
  const released = directMessage(releasedStory().request as InStatus<'ended'>);
  expect(released.text).toMatch(/^Your access ended early/);
  expect(JSON.stringify(released)).toContain('because <@U0ALICE> released it early');
  const revoked = directMessage(revokedStory().request as InStatus<'ended'>);
  expect(revoked.text).toMatch(/^Your access was revoked early/);
  expect(JSON.stringify(revoked)).toContain('because <@U0BOB> revoked it');
  expect(JSON.stringify(revoked)).toContain('"type":"plain_text","text":"the job is fixed"');
});

function buttonsOf({ blocks }: Message): readonly string[] {
  return [...JSON.stringify(blocks).matchAll(/"action_id":"(\w+)".*?"value":"(\w+)"/g)].map(
    ([, action, value]) => `${action} ${value}`,
  );
}
