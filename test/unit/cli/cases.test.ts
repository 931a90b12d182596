import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCases } from '../../../cli/policy/cases/cases.ts';
import { example } from '../../support/access-file.ts';
import { filesOfTests, k8sAccess, root } from '../../support/command-line.ts';
import { config } from '../../support/records.ts';

const file = filesOfTests();
const casesFile = join(root, 'access.cases.yaml');
const cases = readFileSync(casesFile, 'utf8');

/** A file with one case, of prod view. */
function oneCase(expected: string, duration = '1h', at = '2026-11-21T12:00Z'): string {
  return file(
    'one.cases.yaml',
    `at: 2026-11-22T12:00Z
cases:
  - name: one
    who: alice@example.com
    cluster: prod-eu
    namespaces: [payments]
    role: view
    duration: ${duration}
    at: ${at}
    expect: ${expected}
`,
  );
}

const hold = (path: string, ...more: readonly string[]) =>
  k8sAccess(['policy', 'test', '--cases', path, ...more]);

describe('policy test', () => {
  it('holds the example estate to every sentence about it', async () => {
    const { length } = loadCases(casesFile).value.cases;
    expect(await k8sAccess(['policy', 'test'])).toEqual({
      code: 0,
      out: `${length} passed, 0 failed\n`,
      err: '',
    });
  });

  it('prints what was expected beside what came, why, and ends with 1', async () => {
    const wrong = file(
      'wrong.cases.yaml',
      cases.replace('[1 of @payments-leads, 1 of @security]', '[2 of @payments-leads, 1 of @security]'),
    );
    const { code, out, err } = await hold(wrong);
    expect(code).toBe(1);
    expect(out).toMatch(/^\d+ passed, 1 failed\n$/);
    const line = cases.slice(0, cases.indexOf('name: prod admin needs two\n')).split('\n').length;
    expect(err).toContain(`✗ prod admin needs two (${wrong}:${line})
    approvers   expected  2 of @payments-leads, 1 of @security
                got       1 of @payments-leads, 1 of @security

    Needs approval. Rule prod-admin asks 1 of @payments-leads, and 1 of @security.
`);
  });

  it('a change of the policy fails the cases that it breaks', async () => {
    const longer = file('longer.yaml', example.replaceAll('maxDuration: 1h', 'maxDuration: 2h'));
    const { code, err } = await hold(casesFile, '--config', longer);
    expect(code).toBe(1);
    expect(err).toContain('✗ more than 1 hour of prod admin is too long (');
    expect(err).toContain('    outcome     expected  refused\n                got       needs-approval\n');
  });

  it('a refusal is expected by its code, its rule and a part of its sentence', async () => {
    const tooLong = (expected: string) => oneCase(expected, '3h');
    const right = '{ outcome: refused, because: too-long, rule: prod-view, saying: at most 2h }';
    expect(await hold(tooLong(right))).toMatchObject({ code: 0, err: '' });
    const { err } = await hold(tooLong('{ outcome: refused, because: no-rule, saying: at most 3h }'));
    expect(err).toContain('    because     expected  no-rule\n                got       too-long\n');
    expect(err).toMatch(/saying {6}expected {2}at most 3h\n +got {7}3h is too long: rule prod-view allows/);
  });

  it('a moment is written with its zone', async () => {
    const at = (text: string) => oneCase('{ outcome: automatic, rule: prod-view }', '1h', text);
    expect(await hold(at('2026-11-21T13:00+01:00'))).toMatchObject({ code: 0 });
    const { code, err } = await hold(at('2026-11-21T13:00'));
    expect(code).toBe(1);
    expect(err).toContain(':9:9: cases.0.at: Write a moment with its zone, such as 2026-11-21T12:00Z');
  });

  it.each([
    ['{ outcome: maybe }', 'cases.0.expect.outcome: '],
    ['{ outcome: automatic, rule: x, aprovers: [] }', 'There is no key aprovers here.'],
    ['{ outcome: refused, becuase: no-rule }', 'There is no key becuase here. Did you mean because?'],
    ['{ outcome: refused, because: too-lnog }', '"too-lnog" cannot stand here. Write unknown-cluster or '],
    ['{ outcome: automatic }', 'cases.0.expect.rule: This is missing.'],
  ])('expect: %s is a mistake with its line', async (expected, problem) => {
    const { code, err } = await hold(oneCase(expected));
    expect(code).toBe(1);
    expect(err).toMatch(/one\.cases\.yaml:10:\d+: /);
    expect(err).toContain(problem);
    expect(err).not.toContain('access.schema.json');
  });

  it('--json gives each case with its differences', async () => {
    const path = oneCase('{ outcome: automatic, rule: prod-look }');
    const { code, out, err } = await hold(path, '--json');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(JSON.parse(out)).toMatchObject({
      ...{ passed: 0, failed: 1 },
      cases: [
        {
          ...{ name: 'one', line: 3, passed: false },
          differences: [{ key: 'rule', expected: 'prod-look', got: 'prod-view' }],
          decision: { outcome: 'automatic' },
        },
      ],
    });
  });
});

describe('the cases of the example estate', () => {
  const all = loadCases(casesFile).value.cases;

  it.each(config.estate.rules.map(({ name, maxDuration, when }) => ({ name, maxDuration, when })))(
    'try rule $name with each of its roles at its longest, and a minute more',
    ({ name, maxDuration, when }) => {
      for (const role of when.roles ?? []) {
        const ofRole = all.filter((one) => one.role === role);
        const allowed = ofRole.filter(
          ({ expect: { outcome, rule } }) => outcome !== 'refused' && rule === name,
        );
        expect(allowed.map(({ duration }) => duration)).toContain(maxDuration);
        const refused = ofRole.filter(
          ({ expect: wanted }) =>
            wanted.outcome === 'refused' && wanted.because === 'too-long' && wanted.rule === name,
        );
        expect(refused.map(({ duration }) => duration)).toContain(maxDuration + 1);
      }
    },
  );
});
