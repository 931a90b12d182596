import { expect, it } from 'vitest';
import type { Estate, Rule } from '../../../shared/domain/estate.ts';
import type { Instant } from '../../../shared/domain/instant.ts';
import type { UsergroupHandle } from '../../../shared/domain/person.ts';
import { parseTimeZone } from '../../../shared/domain/schedule.ts';
import { readForJudging } from '../../../shared/usecases/approver.ts';
import { noLinks } from '../../support/in-memory/links.ts';
import { World } from '../../support/in-memory/world.ts';
import {
  alice,
  bob,
  durationOf,
  estate,
  identities,
  minutesAfterNoon,
  must,
  sha256,
} from '../../support/records.ts';
import { requestIn } from '../../support/stories.ts';

const team = 'payments-team' as UsergroupHandle;
const saturdaysForTheTeam: Rule = {
  name: 'saturdays-for-the-team',
  hash: 'a'.repeat(64),
  when: {
    requesters: { usergroups: [team], people: [] },
    schedule: { weekdays: ['sat'], zone: must(parseTimeZone('UTC')) },
  },
  maxDuration: durationOf('4h'),
  approval: { kind: 'automatic' },
};
const policy: Estate = { ...estate, rules: [saturdaysForTheTeam] };

/** What a click of bob's on alice's request is judged by, when these accounts are in the team. */
async function decisionAt(now: Instant, members: readonly string[]) {
  const request = requestIn('pending');
  const flags = { emailConfirmed: true, deactivated: false, bot: false, guest: false, stranger: false };
  const judging = await readForJudging(
    {
      ...{ estate: policy, identities, sha256, links: noLinks(), clock: () => now },
      requests: new World().ports().requests,
      directory: {
        profile: async (userId) => ({
          ...(userId === bob.person.userId ? bob : alice).person,
          ...flags,
        }),
        usergroupsOf: async (userId) => new Set(members.includes(userId) ? [team] : []),
        rostersOf: async () => [],
      },
    },
    request,
    { id: request.id, approver: bob.person },
    request,
  );
  return judging.outcome === 'ready' ? judging.decision : judging;
}

const onSaturday = minutesAfterNoon(1);
const onSunday = minutesAfterNoon(24 * 60);
const refused = { outcome: 'refused', refusal: { code: 'not-now-or-not-you' } };

it("a click is judged by the requester's usergroups, not by the clicker's", async () => {
  expect(await decisionAt(onSaturday, ['U0ALICE'])).toMatchObject({ rule: 'saturdays-for-the-team' });
  expect(await decisionAt(onSaturday, ['U0BOB'])).toMatchObject(refused);
});

it('a click outside the schedule is refused, though the request was made within it', async () => {
  expect(await decisionAt(onSunday, ['U0ALICE'])).toMatchObject(refused);
});
