import { describe, expect, it } from 'vitest';
import { approve } from '../../../shared/usecases/approve.ts';
import { judgeDeny } from '../../../shared/usecases/deny.ts';
import { handOver } from '../../../shared/usecases/hand-over.ts';
import { World } from '../../support/in-memory/world.ts';
import { bob, carol, dave } from '../../support/records.ts';
import { pendingUnder } from '../../support/waiting.ts';

const onCallOnly = '      stages:\n        - { schedules: [platform-primary], quorum: 1 }';
const onCallOrLead =
  '      stages:\n        - { schedules: [platform-primary], usergroups: [payments-leads], quorum: 1 }';

function waiting(terms: string) {
  const world = new World();
  const id = pendingUnder(world, terms);
  const click = ({ person }: typeof bob) => approve(world.ports(), { id, approver: person });
  return { world, id, click };
}

describe('whoever is on call', () => {
  it('approves, and nobody else; the record says whom the schedule stood for', async () => {
    const { world, id, click } = waiting(onCallOnly);
    expect(await click(bob)).toMatchObject({ refusal: { code: 'not-an-approver' } });
    expect(await click(carol)).toMatchObject({ outcome: 'approved' });
    expect(world.records.eventsOf(id).at(-1)?.fact).toMatchObject({
      as: ['pagerduty:platform-primary'],
      judged: { considered: [{ source: 'pagerduty:platform-primary', members: [carol.person.userId] }] },
    });
  });

  it('is judged at the click: a shift that ended between counts no more', async () => {
    const { world, click } = waiting(onCallOnly);
    world.workspace.onCall.set('platform-primary', ['dave@example.com']);
    expect(await click(carol)).toMatchObject({ refusal: { code: 'not-an-approver' } });
    expect(await click(dave)).toMatchObject({ outcome: 'approved' });
  });

  it('is nobody where the schedule is empty or gone', async () => {
    const { world, click } = waiting(onCallOnly);
    world.workspace.onCall.set('platform-primary', []);
    expect(await click(carol)).toMatchObject({ refusal: { code: 'not-an-approver' } });
    world.workspace.onCall.delete('platform-primary');
    expect(await click(carol)).toMatchObject({ refusal: { code: 'not-an-approver' } });
  });
});

describe('while PagerDuty does not answer', () => {
  it('nobody is taken for on call, to approve, to deny or to ask somebody else', async () => {
    const { world, id, click } = waiting(onCallOnly);
    world.workspace.pagerDutyDown = true;
    const refused = { outcome: 'refused', refusal: { code: 'on-call-unknown' } };
    const given = { id, approver: carol.person };
    expect(await click(carol)).toEqual(refused);
    expect(await judgeDeny(world.ports(), given)).toEqual(refused);
    expect(await handOver(world.ports(), { ...given, to: bob.person.userId })).toEqual(refused);
    expect(world.request(id).approvals).toEqual([]);
  });

  it('those who are asked through Slack still approve', async () => {
    const { world, click } = waiting(onCallOrLead);
    world.workspace.pagerDutyDown = true;
    expect(await click(dave)).toMatchObject({ refusal: { code: 'on-call-unknown' } });
    expect(await click(bob)).toMatchObject({ outcome: 'approved' });
  });
});
