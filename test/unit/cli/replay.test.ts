import { describe, expect, it } from 'vitest';
import type { Asked } from '../../../shared/domain/transition.ts';
import { example } from '../../support/access-file.ts';
import { filesOfTests, k8sAccess } from '../../support/command-line.ts';
import { asked, bob, durationOf, minutesAfterNoon, scope } from '../../support/records.ts';

const file = filesOfTests();
const look = asked({ scope: scope('prod-eu', 'payments', 'view') });
const change = asked({ scope: scope('prod-eu', 'payments', 'debug'), duration: durationOf('4h') });
const admin = asked({ scope: scope('prod-eu', 'payments', 'admin'), at: minutesAfterNoon(60) });
const staging = asked({ by: bob, scope: scope('staging-eu', 'payments,checkout', 'edit') });
const all = [look, change, admin, staging];

const replay = (against: string, ...more: readonly string[]) =>
  k8sAccess(['policy', 'replay', '--against', against, ...more]);
const lines = (records: readonly object[]) => records.map((record) => JSON.stringify(record)).join('\n');
const exported = (...records: readonly Asked[]) => file('requests.jsonl', lines(records));
/** The example estate after a change. */
const policy = (right: string, wrong: string) => {
  if (!example.includes(right)) throw new Error(`the example has no ${right}`);
  return file('policy.yaml', example.replaceAll(right, wrong));
};
const withRequesters = (right: string) =>
  policy(right, right.replace('when: {', 'when: { requesters: { usergroups: [payments-team] },'));

describe('policy replay', () => {
  it.each([
    ['JSON Lines', lines(all)],
    [
      'JSON Lines with Windows ends and a byte order mark',
      `\ufeff${lines(all).replaceAll('\n', '\r\n')}\r\n`,
    ],
    ['a JSON array', JSON.stringify(all, undefined, 2)],
    ['the answer of GET /local/state', JSON.stringify({ now: '', requests: all, audit: [] })],
  ])('%s of what nothing has changed for is one line', async (_, text) => {
    expect(await replay(file('same.json', text))).toEqual({
      code: 0,
      out: '4 requests: none would be decided differently today.\n',
      err: '',
    });
  });

  it('what is refused now is told with its reason', async () => {
    const shorter = policy('maxDuration: 4h', 'maxDuration: 2h');
    expect(await replay(exported(...all), '--config', shorter)).toEqual({
      code: 1,
      out: `1 of 4 requests would be decided differently today.

Now refused: 1

  ${change.id}  Sat 2026-11-21 12:00 UTC  alice@example.com
    asked  debug in payments on prod-eu for 4h
    then   1 of @payments-leads, by rule prod-payments-change; lapses after 8h
    now    refused: 4h is too long: rule prod-payments-change allows at most 2h. Ask for less.
`,
      err: '',
    });
  });

  const stages = 'approval: { lapseAfter: 8h, stages: [{ usergroups: [security], quorum: 1 }] }';
  it.each([
    [
      'now-needs-approval',
      look,
      'maxDuration: 2h\n    approval: automatic',
      `maxDuration: 2h\n    ${stages}`,
    ],
    [
      'now-automatic',
      admin,
      example.slice(example.indexOf('approval:', example.indexOf('- name: prod-admin'))),
      'approval: automatic\n',
    ],
    ['other-approvers', admin, 'usergroups: [security], quorum: 1', 'usergroups: [security], quorum: 2'],
    ['other-limits', admin, 'lapseAfter: 8h', 'lapseAfter: 4h'],
    ['other-rule', staging, 'name: staging-work', 'name: staging-all'],
  ])('%s is told apart', async (kind, past, right, wrong) => {
    const { code, out } = await replay(exported(past), '--config', policy(right, wrong), '--json');
    const { requests, counts, differences } = JSON.parse(out);
    expect({ code, requests }).toEqual({ code: 1, requests: 1 });
    expect(counts).toMatchObject({ 'now-refused': 0, [kind]: 1 });
    expect(differences).toMatchObject([
      { difference: kind, id: past.id, requester: { email: past.requester.email }, recorded: past.decision },
    ]);
  });

  it('stages and usergroups in another order are no difference', async () => {
    const { kind, ...terms } = admin.decision.approval as Extract<
      Asked['decision']['approval'],
      { kind: 'stages' }
    >;
    const [first, second] = terms.stages;
    if (second === undefined) throw new Error('admin needs two');
    const turned = { kind, ...terms, stages: [second, first] as const };
    const past = { ...admin, decision: { ...admin.decision, approval: turned } };
    expect(await replay(exported(past))).toMatchObject({ code: 0 });
  });

  it('each is judged at the time when it was asked', async () => {
    const right = 'when: { environments: [prod], roles: [view] }';
    const schedule = 'schedule: { weekdays: [sat], hours: 12:00-13:00, zone: UTC }';
    const onSaturdays = policy(right, right.replace('when: {', `when: { ${schedule},`));
    expect(await replay(exported(look), '--config', onSaturdays)).toMatchObject({ code: 0 });
    const later = asked({ scope: look.scope, at: minutesAfterNoon(60) });
    const { code, out } = await replay(exported(later), '--config', onSaturdays);
    expect(code).toBe(1);
    expect(out).toContain('Now refused: 1');
    expect(out).toContain('it holds Sat, 12:00-13:00 in UTC');
  });
});

describe('the usergroups of requesters', () => {
  const onlyForTeam = () => withRequesters('when: { environments: [prod], roles: [view] }');

  it('are not recorded, so each counts as a member of the one that changes least', async () => {
    const { code, out } = await replay(exported(look), '--config', onlyForTeam());
    expect(code).toBe(0);
    expect(out).toBe(
      '1 request: none would be decided differently today. 1 of them if the requester was in the usergroup that fits (--usergroups says who was).\n',
    );
  });

  it('are those of --usergroups where it is given', async () => {
    const config = onlyForTeam();
    const said = (groups: object) => file('usergroups.json', JSON.stringify(groups));
    const member = said({ 'Alice@example.com': ['payments-team'] });
    expect(await replay(exported(look), '--config', config, '--usergroups', member)).toMatchObject({
      code: 0,
      out: '1 request: none would be decided differently today.\n',
    });
    const nobody = said({ 'bob@example.com': ['payments-team'] });
    const { code, out } = await replay(exported(look), '--config', config, '--usergroups', nobody);
    expect(code).toBe(1);
    expect(out).toContain('it is for members of @payments-team');
  });
});

describe('an export that cannot be read ends with 2', () => {
  const wrong = { ...change, duration: '4h' };

  it.each([
    ['a line that is not JSON', `${lines([look])}\n{"id": oops}\n`, ':2:1: this line is not JSON: '],
    ['an array that is not JSON', `[\n${lines([look])},\n{"id": oops}]`, ':3:8: this is not JSON: '],
    ['a record in JSON Lines', lines([look, wrong]), /:2:\d+: duration: Put a number here, not "4h"; /],
    [
      'a record in an array',
      JSON.stringify([wrong], undefined, 1),
      /:\d+:15: duration: Put a number here, not "4h"; .+\n {2}\d+ \| {3}"duration": "4h"/,
    ],
    ['something else', '{"error": "no such path"}', ':1:1: the request: This is no request; '],
    ['a number', '42', ':1:1: the request: This is no request; '],
    ['nothing', ' \n', ': the file is empty. '],
  ])('%s is named by its line', async (_, text, problem) => {
    const { code, out, err } = await replay(file('wrong.json', text));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(problem);
  });

  it('a file of a thousand mistakes is not answered with a thousand', async () => {
    const { err } = await replay(file('wrong.jsonl', lines(Array.from({ length: 1000 }, () => wrong))));
    expect(err.split('\n')).toHaveLength(10 * 3 + 1 + 1);
    expect(err).toMatch(/990 more mistakes like these\.\n$/);
  });

  it('and so do a missing file, a policy with mistakes and no file at all', async () => {
    expect(await replay('nowhere.json')).toMatchObject({ code: 2 });
    const config = policy('maxDuration: 4h', 'maxDuration: 4d');
    expect(await replay(exported(look), '--config', config)).toMatchObject({ code: 2, out: '' });
    const { code, err } = await k8sAccess(['policy', 'replay']);
    expect(code).toBe(2);
    expect(err).toMatch(/^--against is missing/);
  });

  it('text in a record cannot move the cursor or begin a line', async () => {
    const requester = { ...look.requester, email: 'eve\u001b[2J\nnow automatic@example.com' };
    const { out } = await replay(file('evil.jsonl', lines([{ ...look, requester }])));
    expect(out).not.toContain('\u001b');
    expect(out).not.toMatch(/^now automatic/m);
  });
});
