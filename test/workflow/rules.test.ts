import { afterAll, beforeAll, expect, it } from 'vitest';
import { weekdays } from '../../shared/domain/schedule.ts';
import { example } from '../support/access-file.ts';
import type { Answer, TestPlatform } from '../support/platform.ts';
import { startPlatformWith } from '../support/platform-with-policy.ts';
import { requestIdIn } from '../support/stories-on-platform.ts';

// The conditions of rules, through signed HTTP, with a policy that has one of each.

const twoDays = 2 * 24 * 60 * 60;

/** Staging on this day and the next one alone, prod view for payments leads, prod change with a ticket; one window each. */
function policy(): string {
  const today = (new Date().getUTCDay() + 6) % 7;
  const days = [today, today + 1].map((day) => weekdays[day % 7]).join(', ');
  return example
    .replace('version: 1', 'version: 1\nmaxOpenWindows: 1')
    .replace(
      'when: { environments: [non-prod],',
      `when: { clusters: [stag*], schedule: { weekdays: [${days}], zone: UTC },`,
    )
    .replace(
      'when: { environments: [prod], roles: [view] }',
      'when: { requesters: { usergroups: [payments-leads] }, environments: [prod], roles: [view] }',
    )
    .replace(
      '    maxDuration: 4h',
      "    ticket: { pattern: 'OPS-\\d+', explain: 'Name a ticket, such as OPS-12.' }\n    maxDuration: 4h",
    );
}

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatformWith(policy());
});
afterAll(() => platform.stop());

const said = ({ response }: Answer) => JSON.stringify(response);

it('a rule for a usergroup covers its members, and tells others whom it is for', async () => {
  const ask = 'request prod-eu payments view 1h look at the queue';
  requestIdIn(await platform.command('bob', ask));
  expect(said(await platform.command('alice', ask))).toContain('it is for members of @payments-leads');
});

it('a reason without the ticket that the rule wants is refused with its explanation', async () => {
  const ask = 'request prod-eu payments edit 1h the job is stuck';
  expect(said(await platform.command('carol', ask))).toContain('Name a ticket, such as OPS-12.');
  requestIdIn(await platform.command('carol', `${ask}, see OPS-7`));
});

it('one window more than the cap is refused with the name of the open one, and allowed when that is over', async () => {
  const ask = 'request staging-eu payments view 30m look at the queue';
  const first = requestIdIn(await platform.command('dave', ask));
  expect(said(await platform.command('dave', ask))).toContain(`\`${first}\``);
  await platform.advance(31 * 60);
  await platform.until('the first is over', ({ requests }) =>
    requests.some(({ id, status }) => id === first && status === 'ended'),
  );
  expect(requestIdIn(await platform.command('dave', ask))).not.toBe(first);
});

it('a rule does not match outside its schedule, however far the clock was moved', async () => {
  const ask = 'request staging-eu payments view 30m look at the queue';
  requestIdIn(await platform.command('alice', ask));
  await platform.advance(twoDays);
  expect(said(await platform.command('alice', ask))).toContain('it holds');
});
