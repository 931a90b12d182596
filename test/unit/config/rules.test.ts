import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inWords } from '../../../shared/config/config-error.ts';
import {
  parseAccessConfig,
  readAccessConfig,
  warningsAbout,
} from '../../../shared/config/load-access-config.ts';
import { parseTextPattern } from '../../../shared/config/text-pattern.ts';
import { complaintAbout, example, lineOf } from '../../support/access-file.ts';
import { exampleFile, must } from '../../support/records.ts';

const line = lineOf('when: { environments: [non-prod]');
/** The example with conditions or terms added to its first rule. */
const withWhen = (more: string) => example.replace('when: { environments: [non-prod],', `when: { ${more},`);
const withTerm = (more: string) => example.replace('    maxDuration: 8h', `    ${more}\n    maxDuration: 8h`);
const firstRule = (text: string) => parseAccessConfig(text, 'access.yaml').estate.rules[0];

describe('globs', () => {
  it.each([
    ['clusters: [prod-*]', ['prod-eu']],
    ['clusters: ["*-eu"]', ['prod-eu', 'staging-eu']],
    ['clusters: ["*"]', ['prod-eu', 'staging-eu']],
    ['clusters: [prod-eu, p*d-*]', ['prod-eu']],
  ])('%s are the clusters %j', (condition, clusters) => {
    expect(firstRule(withWhen(condition))?.when.clusters).toEqual(clusters);
  });

  it('stand for namespaces too', () => {
    expect(firstRule(withWhen('namespaces: [p*]'))?.when.namespaces).toEqual(['payments', 'platform']);
  });

  it.each([
    ['clusters: [dev-*]', 'clusters.0: No cluster in this file matches dev-*. It has prod-eu, staging-eu.'],
    [
      'namespaces: [payments, "*x*"]',
      'namespaces.1: No namespace in this file matches *x*. It has payments, checkout, platform.',
    ],
    ['namespaces: ["a.*"]', 'namespaces.0: A namespace has up to 63 lower-case letters, digits and hyphens.'],
  ])('%s is a mistake with its line', (condition, problem) => {
    expect(complaintAbout(withWhen(condition))).toBe(`access.yaml:${line}: rules.0.when.${problem}`);
  });
});

describe('requesters and schedules', () => {
  it('are read into the domain: addresses in lower case, hours in minutes, every day unless said', () => {
    const conditions =
      'requesters: { usergroups: [payments-leads], people: [Alice@example.com] }, schedule: { hours: 09:00-17:30, zone: Europe/Berlin }';
    expect(firstRule(withWhen(conditions))?.when).toMatchObject({
      requesters: { usergroups: ['payments-leads'], people: ['alice@example.com'] },
      schedule: {
        weekdays: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
        hours: { from: 540, until: 1050 },
        zone: 'Europe/Berlin',
      },
    });
  });

  it.each([
    ['requesters: {}', 'requesters: Name usergroups, people or both.'],
    [
      'requesters: { people: [eve@example.org] }',
      'requesters.people.0: eve@example.org is not an address of example.com, so this person can neither ask nor approve. Mend it, or remove it.',
    ],
    ['requesters: { people: [eve] }', 'requesters.people.0: Write an email address.'],
    [
      'schedule: { zone: Europe/Atlantis }',
      'schedule.zone: There is no time zone `Europe/Atlantis`. Write one of the IANA database, such as Europe/Berlin or UTC.',
    ],
    [
      'schedule: { hours: 9-17, zone: UTC }',
      'schedule.hours: `9-17` is no span of the day. Write it as 09:00-17:30.',
    ],
    [
      'schedule: { weekdays: [monday], zone: UTC }',
      'schedule.weekdays.0: "monday" cannot stand here. Write mon or tue or wed or thu or fri or sat or sun.',
    ],
  ])('%s is a mistake with its line', (condition, problem) => {
    expect(complaintAbout(withWhen(condition))).toBe(`access.yaml:${line}: rules.0.when.${problem}`);
  });
});

describe('the approvers of a stage', () => {
  const stage = '{ usergroups: [security], quorum: 1 }';
  const stageLine = lineOf(stage);
  const withStage = (instead: string) => example.replace(stage, instead);

  it('are usergroups and people, addresses in lower case', () => {
    const text = withStage(
      '{ usergroups: [security], people: [Dave@example.com, bob@example.com], quorum: 2 }',
    );
    expect(parseAccessConfig(text, 'access.yaml').estate.rules.at(-1)?.approval).toMatchObject({
      stages: [
        { approvers: ['@payments-leads'], quorum: 1 },
        { approvers: ['@security', 'dave@example.com', 'bob@example.com'], quorum: 2 },
      ],
    });
  });

  it.each([
    ['{ quorum: 1 }', 'Name usergroups, people, schedules or several of them.'],
    ['{ people: [dave], quorum: 1 }', 'Write an email address.'],
    ['{ people: [dave@example.com], quorum: 2 }', 'Only 1 can approve here, so 2 never will.'],
    [
      '{ people: [eve@example.org], quorum: 1 }',
      'eve@example.org is not an address of example.com, so this person can neither ask nor approve.',
    ],
  ])('%s is a mistake with its line', (instead, problem) => {
    const complaint = complaintAbout(withStage(instead));
    expect(complaint).toMatch(new RegExp(`^access.yaml:${stageLine}: rules.3.approval.stages.1`));
    expect(complaint).toContain(problem);
  });
});

describe('patterns', () => {
  it('for the reason hold for the whole of it, for the ticket somewhere in it', () => {
    const text = withTerm(
      `reason: { pattern: '\\w+ \\w+', explain: Two words. }\n    ticket: { pattern: 'OPS-\\d+', explain: One of OPS. }`,
    );
    const { reason, ticket } = firstRule(text) ?? {};
    expect(reason).toMatchObject({ pattern: '\\w+ \\w+', explain: 'Two words.' });
    expect(['two words', 'now three words'].map((one) => reason?.isMetBy(one))).toEqual([true, false]);
    expect(['see OPS-12 please', 'see OPS'].map((one) => ticket?.isMetBy(one))).toEqual([true, false]);
  });

  it.each([
    ['an open group', '(a', 'missing closing )'],
    ['an open class', '[a-', 'missing closing ]'],
    ['a back-reference', '(a)\\1', 'invalid escape sequence'],
    ['look-ahead', '(?=a)a', 'unsupported Perl syntax'],
    ['repetition without bounds', '((a{100}){100}){100}', 'invalid repeat count'],
    ['nothing', '', 'asks for nothing'],
    ['far too much', 'a'.repeat(201), 'at most 200'],
  ])('of %s are refused when the file is read', (_, pattern, problem) => {
    const complaint = complaintAbout(withTerm(`ticket: { pattern: '${pattern}', explain: One of OPS. }`));
    expect(complaint.startsWith(`access.yaml:${line + 1}: rules.0.ticket.pattern: `)).toBe(true);
    expect(complaint).toContain(problem);
  });

  it.each(['(a+)+$', '(a|a)*$', '(a|aa)+$', '^(([a-z])+.)+[A-Z]([a-z])+$', '(.*a){20}'])(
    '%s, by which backtracking never ends, is answered at once',
    (source) => {
      const pattern = must(parseTextPattern(source));
      const start = performance.now();
      pattern.isIn(`${'a'.repeat(999)}!`);
      pattern.isWhole(`${'a'.repeat(999)}!`);
      expect(performance.now() - start).toBeLessThan(1000);
    },
  );

  it('need an explanation that is a sentence', () => {
    expect(complaintAbout(withTerm("ticket: { pattern: 'OPS', explain: a ticket }"))).toBe(
      `access.yaml:${line + 1}: rules.0.ticket.explain: Write a sentence that says what to write, with its full stop.`,
    );
  });
});

it('maxOpenWindows is read, and a cap of none is a mistake', () => {
  const capped = (most: string) => example.replace('version: 1', `version: 1\nmaxOpenWindows: ${most}`);
  expect(parseAccessConfig(capped('3'), 'access.yaml').estate.maxOpenWindows).toBe(3);
  expect(complaintAbout(capped('0'))).toBe('access.yaml:4: maxOpenWindows: Write at least 1.');
});

describe('warnings', () => {
  it('name file, line, rule and what to do', () => {
    const folder = mkdtempSync(join(tmpdir(), 'k8s-access-'));
    const path = join(folder, 'access.yaml');
    writeFileSync(path, example.replace('roles: [admin] }', 'roles: [view] }'));
    expect(warningsAbout(readAccessConfig(path), path).map(inWords)).toEqual([
      `${path}:${lineOf('- name: prod-admin')}:5: rules.3: Rule prod-admin never decides: rule prod-view, above it, covers all that it covers. Put it first, or remove it.`,
    ]);
    rmSync(folder, { recursive: true });
  });

  it('tell that a break-glass for usergroups alone is not for anybody while Slack is down', () => {
    const folder = mkdtempSync(join(tmpdir(), 'k8s-access-'));
    const path = join(folder, 'access.yaml');
    const people = 'requesters: { people: [alice@example.com, bob@example.com, carol@example.com] }';
    writeFileSync(path, example.replace(people, 'requesters: { usergroups: [platform-oncall] }'));
    const [warning, ...others] = warningsAbout(readAccessConfig(path), path).map(inWords);
    expect(warning).toContain('Nobody can break the glass by prod-emergency while Slack is down');
    expect(others).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it('there are none of the example estate', () => {
    expect(warningsAbout(readAccessConfig(exampleFile), exampleFile)).toEqual([]);
  });
});
