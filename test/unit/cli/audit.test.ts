import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvLine } from '../../../cli/audit/csv.ts';
import { directoryOfDays } from '../../../shared/adapters/archive/directory.ts';
import { zipped } from '../../../shared/adapters/archive/lines.ts';
import type { Day } from '../../../shared/domain/day.ts';
import { inProcess, writeDays } from '../../support/audit-days.ts';
import { busyTrail } from '../../support/busy-trail.ts';
import { inNovember } from '../../support/sealed-days.ts';

const whole = mkdtempSync(join(tmpdir(), 'k8s-access-days-'));
const broken = `${whole}-broken`;
const second = '2026-11-02' as Day;
const range = ['--from', '2026-11-01', '--to', '2026-11-03'];
const key = ['--key', join(whole, 'key.pem')];

beforeAll(async () => {
  // A request every 40 minutes, for three days.
  await writeDays(whole, [...busyTrail(108, inNovember(5), 2400)].flat(), inNovember(4 * 24 * 60 + 120));
  cpSync(whole, broken, { recursive: true });
  const lines: string[] = [];
  for await (const line of directoryOfDays(whole).lines(second, 'events')) lines.push(line);
  const changed = (lines[3] ?? '').replace('prod-eu', 'prod-us').replace('staging-eu', 'staging-us');
  writeFileSync(join(broken, second, 'events.jsonl.gz'), await zipped(lines.with(3, changed)));
});
afterAll(() => {
  for (const directory of [whole, broken]) rmSync(directory, { recursive: true });
});

describe('audit verify', () => {
  const verify = (dir: string, ...more: readonly string[]) =>
    inProcess('audit', 'verify', ...range, '--dir', dir, ...key, ...more);

  it('says ok, with what it has verified', async () => {
    expect(await verify(whole)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^ok: 3 days, 7\d\d events of 108 records, all as they were sealed\n$/),
    });
  });

  it('names the event that was changed, and the days that are sound', async () => {
    const { code, out } = await verify(broken);
    expect(code).toBe(1);
    expect(out).toMatch(/^not as sealed: 2026-11-02: event \d of request\/\w{12} was changed\.\n/);
    expect(out).toContain('1 day of 3 not as sealed, 2 ok');
    expect(JSON.parse((await verify(broken, '--json')).out)).toMatchObject({
      days: 3,
      findings: [{ day: second }],
    });
  });

  it('names a day that is not there', async () => {
    const { code, out } = await inProcess(
      'audit',
      'verify',
      '--from',
      '2026-10-31',
      '--to',
      '2026-11-01',
      '--dir',
      whole,
      ...key,
    );
    expect(code).toBe(1);
    expect(out).toContain('2026-10-31: the day is missing.');
  });

  it('takes the key as PEM, as DER and as base64 of it, and believes no other', async () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const other = join(broken, 'other.der');
    writeFileSync(other, publicKey.export({ type: 'spki', format: 'der' }));
    const der = Buffer.from(
      readFileSync(join(whole, 'key.pem'), 'utf8').replace(/-----.*-----|\n/g, ''),
      'base64',
    );
    writeFileSync(join(broken, 'key.der'), der);
    writeFileSync(join(broken, 'key.b64'), der.toString('base64'));
    const codes = ['key.der', 'key.b64', 'other.der'].map(async (file) => {
      const { code, out } = await inProcess(
        'audit',
        'verify',
        ...range,
        '--dir',
        whole,
        '--key',
        join(broken, file),
      );
      return [code, out.includes('was not made by this key')];
    });
    expect(await Promise.all(codes)).toEqual([
      [0, false],
      [0, false],
      [1, true],
    ]);
  });

  it.each([
    [['--from', '2026-11-01', '--to', '2026-11-02'], '--key is missing.'],
    [['--from', '2026-11-31', '--to', '2026-12-02', ...key], '--from: A day is written as'],
    [
      ['--from', '2026-11-02', '--to', '2026-11-01', ...key],
      '--to: 2026-11-01 is before --from, 2026-11-02.',
    ],
    [[...range, '--dir', whole, '--key', '/nowhere'], '--key: /nowhere cannot be read.'],
    [
      [...range, '--dir', whole, '--key', 'package.json'],
      '--key: package.json is no public key on an elliptic curve.',
    ],
    [[...range, ...key, '--dir', '/nowhere'], '--dir: there is no folder /nowhere.'],
  ])('%j is told what to write', async (args, words) => {
    const { code, err } = await inProcess('audit', 'verify', ...args);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });
});

describe('audit query', () => {
  const query = (...more: readonly string[]) =>
    inProcess('audit', 'query', ...range, '--dir', whole, ...more);

  it('finds by person, cluster, namespace, role, time, break-glass and fact', async () => {
    const json = async (...more: readonly string[]) => {
      const { out } = await query('--format', 'json', ...more);
      return out
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line));
    };
    const all = await json();
    expect(all.length).toBeGreaterThan(500);
    const alices = await json('--person', 'Alice@example.com');
    expect(new Set(alices.map(({ about }) => about.requester.email))).toEqual(new Set(['alice@example.com']));
    const bobs = await json('--person', 'bob@example.com');
    expect(new Set(bobs.map(({ fact }) => fact.type))).toEqual(new Set(['approved']));
    const narrow = await json(
      '--cluster',
      'prod-eu',
      '--namespace',
      'payments',
      '--role',
      'debug',
      '--fact',
      'opened',
    );
    expect(narrow.length).toBeGreaterThan(5);
    for (const { about, fact } of narrow) {
      expect([about.cluster, about.namespaces, about.role, fact.type]).toEqual([
        'prod-eu',
        ['payments'],
        'debug',
        'opened',
      ]);
    }
    const emergencies = await json('--break-glass', '--fact', 'requested');
    expect(emergencies.map(({ about }) => about.breakGlass)).toEqual(['emergency', 'emergency', 'emergency']);
    const between = await json('--from', '2026-11-02T10:00Z', '--to', '2026-11-02T12:00Z');
    expect(between.length).toBeGreaterThan(5);
    expect(between.every(({ at }) => at >= '2026-11-02T10' && at < '2026-11-02T12')).toBe(true);
  });

  it('shows a table in which a typed text is text', async () => {
    const { out } = await query('--fact', 'requested', '--person', 'alice@example.com');
    expect(out.split('\n')[0]).toMatch(/^WHEN \(UTC\) +RECORD +WHAT +WHO/);
    expect(out).toContain('=HYPERLINK("http://x") <b>job 0</b>');
  });

  it('writes CSV that no spreadsheet takes for formulas', async () => {
    const { out } = await query('--format', 'csv', '--fact', 'denied');
    const [head, first] = out.split('\r\n');
    expect(head).toBe('at,record,what,who,requester,cluster,namespaces,role,breakGlass,rule,more');
    expect(first?.split(',')).toHaveLength(11);
    expect(csvLine(['=1+1', '+1', '-1', '@x', '\t1', 'a,"b"', 'two\nlines', 'plain'])).toBe(
      `'=1+1,'+1,'-1,'@x,'\t1,"a,""b""","two\nlines",plain\r\n`,
    );
  });

  it('names a day that is missing, and shows the others', async () => {
    const { code, out, err } = await query('--from', '2026-10-30', '--fact', 'denied');
    expect(code).toBe(1);
    expect(err).toBe(
      '2026-10-30/events.jsonl.gz is missing or damaged, and was left out.\n2026-10-31/events.jsonl.gz is missing or damaged, and was left out.\n',
    );
    expect(out).toContain('denied');
  });

  it.each([
    [['--format', 'xml'], '--format: write table, json, csv, not xml.'],
    [['--from', '2026-11-05'], '--to is before --from.'],
  ])('%j is told what to write', async (args, words) => {
    const { code, err } = await query(...args);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });
});

describe('audit report', () => {
  const report = async (dir: string) => {
    const out = join(broken, 'report.html');
    const ran = await inProcess('audit', 'report', ...range, '--dir', dir, ...key, '--out', out);
    return { ...ran, page: readFileSync(out, 'utf8') };
  };

  it('is one page that fetches nothing, runs nothing, and says that the trail is as it was sealed', async () => {
    const { code, page } = await report(whole);
    expect(code).toBe(0);
    expect(page).toContain('✓ The audit trail is as it was sealed:');
    expect(page).not.toMatch(/<script|<link|<img|\son\w+=|url\((?!#)/i);
  });

  it('takes nothing that a person typed for markup', async () => {
    const { page } = await report(whole);
    expect(page).toContain(
      '=HYPERLINK(&quot;http://x&quot;) &lt;b&gt;job 7&lt;/b&gt; &amp; &quot;stuck&quot; 💥',
    );
    expect(page).not.toContain('<b>job');
  });

  it('has windows by namespace, approvals, emergencies with their reviews, refusals, standing access and latency', async () => {
    const { page } = await report(whole);
    for (const words of [
      ...['prod-eu / payments', 'class="emergency"', 'NOT REVIEWED', 'justified, by dave@example.com'],
      ...['<td>bob@example.com</td>', 'not while the freeze lasts', 'nobody decided in time'],
      ...['after the window: RBAC: allowed by RoleBinding', '<dt>Taken away, p99</dt>', '<td>expired</td>'],
    ]) {
      expect(page).toContain(words);
    }
  });

  it('says at its top which day is not as it was sealed', async () => {
    const { code, page } = await report(broken);
    expect(code).toBe(1);
    expect(page).toMatch(/✗ The audit trail is not as it was sealed\.[\s\S]*2026-11-02: event \d of request/);
  });

  it('cannot be written into a folder that is not there', async () => {
    const { code, err } = await inProcess(
      'audit',
      'report',
      ...range,
      '--dir',
      whole,
      ...key,
      '--out',
      '/no/where.html',
    );
    expect(code).toBe(2);
    expect(err).toContain('--out: /no/where.html cannot be written.');
  });
});
