import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../../cli/main.ts';
import { example, lineOf } from '../../support/access-file.ts';
import { exampleFile, noon } from '../../support/records.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const casesFile = join(root, 'access.cases.yaml');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'k8s-access-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function run(...args: readonly string[]) {
  let [out, err] = ['', ''];
  const code = main(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    now: () => Date.parse(noon),
  });
  return { code, out, err };
}

describe('as a process', () => {
  const start = (...args: readonly string[]) => {
    const options = { cwd: root, encoding: 'utf8' } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['cli/k8s-access.js', ...args], options);
    return { status, stdout, stderr };
  };

  it('policy check of the example estate says nothing', () => {
    expect(start('policy', 'check')).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('policy test holds the example estate to every sentence about it', () => {
    expect(start('policy', 'test')).toEqual({ status: 0, stdout: '29 passed, 0 failed\n', stderr: '' });
  });

  it('what it does not understand ends with 2 and the usage', () => {
    const { status, stdout, stderr } = start('policy', 'grant');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^There is no command policy grant\.\n\nUsage:/);
  });
});

describe('policy check', () => {
  it('ends with 1 and names each mistake by its line', () => {
    const config = file('wrong.yaml', example.replace('maxDuration: 8h', 'maxDuration: 1d'));
    expect(run('policy', 'check', '--config', config)).toEqual({
      code: 1,
      out: '',
      err: `${config}:${lineOf('maxDuration: 8h')}: rules.0.maxDuration: \`1d\` is not a duration. Write minutes, hours or both, such as \`30m\`, \`2h\` or \`1h30m\`.\n`,
    });
  });

  it('warns of a rule that never decides, and ends well', () => {
    const config = file('hidden.yaml', example.replace('roles: [admin] }', 'roles: [view] }'));
    const { code, out, err } = run('policy', 'check', '--config', config);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    const at = `hidden.yaml:${lineOf('- name: prod-admin')}: rules.3: Rule prod-admin never decides: `;
    expect(err).toMatch(/^warning: .+\n$/);
    expect(err).toContain(at);
  });
});

describe('policy explain', () => {
  const where = ['--config', exampleFile, '--cluster', 'prod-eu', '--role', 'edit', '--duration', '4h'];
  const asks = ['policy', 'explain', '--who', 'alice@example.com', ...where];

  it('says what was asked, the decision, and what became of each rule', () => {
    const { code, out, err } = run(...asks, '--namespace', 'payments', '--groups', 'platform-oncall');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(`alice@example.com asks for edit in payments on prod-eu for 4h
at 2026-11-21T12:00:00.000Z, as a member of @platform-oncall

Needs approval, by rule prod-payments-change:
  - 1 of @payments-leads
  If nobody decides, it lapses after 8h.
  At most 4h are allowed.

The rules, in order:
  ✗ staging-work          environment prod is not non-prod
  ✗ prod-view             role edit is not view
  ✓ prod-payments-change  matches
  - prod-admin            not read: a rule above it matches
`);
  });

  it('says why it is refused', () => {
    const { code, out } = run(...asks, '--namespace', 'payments,checkout');
    expect(code).toBe(0);
    expect(out).toContain('Refused.\n  No rule allows edit in checkout, payments on prod-eu');
    expect(out).toContain('✗ prod-payments-change  namespace checkout is not payments\n');
  });

  it('says when a rule holds, whom it is for, and which reason it wants', () => {
    const config = file(
      'office.yaml',
      example.replace(
        'when: { environments: [prod], namespaces: [payments],',
        "ticket: { pattern: 'OPS-\\d+', explain: 'Name a ticket, such as OPS-12.' }\n    when: { schedule: { weekdays: [mon, tue, wed, thu, fri], hours: 09:00-17:30, zone: Europe/Berlin }, requesters: { usergroups: [payments-leads] }, environments: [prod], namespaces: [payments],",
      ),
    );
    const asksNow = [...asks, '--namespace', 'payments', '--config', config];
    expect(run(...asksNow).out).toContain(
      '✗ prod-payments-change  it is for members of @payments-leads; it holds Mon to Fri, 09:00-17:30 in Europe/Berlin, and there it is Sat 13:00\n',
    );
    const onFriday = [...asksNow, '--groups', '@payments-leads', '--at', '2026-11-20T12:00Z'];
    expect(run(...onFriday).out).toContain('The reason is not judged here: Name a ticket, such as OPS-12.');
    expect(run(...onFriday, '--reason', 'it is stuck').out).toContain('Refused.');
    expect(run(...onFriday, '--reason', 'OPS-7 is stuck').out).toContain('Needs approval');
  });

  it('judges the address first', () => {
    const eve = asks.map((text) => text.replace('alice@example.com', 'eve@example.org'));
    expect(run(...eve, '--namespace', 'payments').out).toContain('eve@example.org is not an address of');
  });

  it('--json gives the same as values', () => {
    const { out } = run(...asks, '--namespace', 'payments', '--json');
    expect(JSON.parse(out)).toMatchObject({
      asked: { requester: { email: 'alice@example.com', usergroups: [] }, at: noon },
      decision: { outcome: 'needs-approval', rule: 'prod-payments-change' },
      readings: [
        { rule: 'staging-work', why: [{ condition: 'environment' }] },
        { matches: false },
        { matches: true },
      ],
    });
  });

  it.each([
    [['--namespace', 'payments', '--at', 'noon'], '--at: A moment is written in UTC'],
    [['--namespace', 'payments', '--at', '2026-02-30T12:00Z'], '--at: A moment is written in UTC'],
    [['--namespace', 'Payments'], '--namespace: A namespace has up to 63'],
    [[], '--namespace is missing.'],
    [['--namespace', 'payments', '--colour', 'red'], "Unknown option '--colour'"],
  ])('with %j ends with 2 and says what is wrong', (more, problem) => {
    const { code, err } = run(...asks, ...more);
    expect(code).toBe(2);
    expect(err).toContain(problem);
  });
});

describe('policy test', () => {
  const cases = readFileSync(casesFile, 'utf8');

  it('prints what differs, why it was decided so, and ends with 1', () => {
    const wrong = file(
      'wrong.cases.yaml',
      cases.replace('[1 of @payments-leads, 1 of @security]', '[2 of @payments-leads, 1 of @security]'),
    );
    const { code, out, err } = run('policy', 'test', '--config', exampleFile, '--cases', wrong);
    expect({ code, out }).toEqual({ code: 1, out: '28 passed, 1 failed\n' });
    expect(err).toMatch(
      /^✗ prod admin needs two\n {4}approvers: expected 2 of @payments-leads, 1 of @security, got 1 of @payments-leads, 1 of @security\n/,
    );
    expect(err).toContain('Needs approval, by rule prod-admin:');
  });

  it('names a mistake in the cases by its line', () => {
    const broken = file('broken.cases.yaml', cases.replace('outcome: automatic', 'outcome: maybe'));
    const { code, err } = run('policy', 'test', '--config', exampleFile, '--cases', broken);
    expect(code).toBe(1);
    expect(err).toMatch(/broken\.cases\.yaml:\d+: cases\.0\.expect\.outcome: .+\n$/);
  });

  it('a change of the policy fails the cases that it breaks', () => {
    const config = file('longer.yaml', example.replace('maxDuration: 1h', 'maxDuration: 2h'));
    const { code, err } = run('policy', 'test', '--config', config, '--cases', casesFile);
    expect(code).toBe(1);
    expect(err).toContain(
      '✗ more than 1 hour of prod admin is too long\n    outcome: expected refused, got needs-approval\n',
    );
  });
});
