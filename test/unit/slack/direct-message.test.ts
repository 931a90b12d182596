import { expect, it } from 'vitest';
import { directMessage } from '../../../shared/adapters/slack/views/direct-message.ts';
import type { InStatus } from '../../../shared/domain/request.ts';
import { releasedStory, requestIn, revokedStory } from '../../support/stories.ts';

it('the message that access is open shows the exact commands to type', () => {
  const shown = JSON.stringify(directMessage(requestIn('active')));
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
  const notifications = (['active', 'ended', 'denied', 'lapsed', 'failed'] as const).map(
    (status) => directMessage(requestIn(status)).text.split(/ until|:/)[0],
  );
  expect(notifications).toEqual([
    'Your access is open',
    'Your access is over',
    'Your request was denied',
    'Nobody decided on your request',
    'Your access could not be opened',
  ]);
});

it('the message that access is open, and no other, has a button to release it', () => {
  const { id } = requestIn('active');
  expect(JSON.stringify(directMessage(requestIn('active')))).toContain(`"action_id":"release"`);
  expect(JSON.stringify(directMessage(requestIn('active')))).toContain(`"value":"${id}"`);
  expect(JSON.stringify(directMessage(requestIn('ended')))).not.toContain('"button"');
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
