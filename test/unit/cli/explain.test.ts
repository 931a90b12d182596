import { describe, expect, it } from 'vitest';
import { main } from '../../../cli/main.ts';
import { example } from '../../support/access-file.ts';
import { filesOfTests, k8sAccess } from '../../support/command-line.ts';
import { exampleFile, noon } from '../../support/records.ts';

const file = filesOfTests();
const where = ['--cluster', 'prod-eu', '--role', 'edit', '--duration', '4h'];
const asks = ['policy', 'explain', '--who', 'alice@example.com', ...where, '--at', '2026-11-21T13:00+01:00'];

describe('policy explain', () => {
  it('says the decision first, then what was asked, then what became of each rule', async () => {
    const ran = await k8sAccess([...asks, '--namespace', 'payments', '--groups', 'platform-oncall']);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toBe(`Needs approval. Rule prod-payments-change asks 1 of @payments-leads.

  who         alice@example.com, in @platform-oncall
  what        edit in payments on prod-eu
  how long    4h (the rule allows up to 4h)
  when        Sat 2026-11-21 12:00 UTC
  meanwhile   If nobody decides, it lapses after 8h.

The rules, in order; the first that covers everything decides:

  ✗ staging-work          environment prod is not non-prod
  ✗ prod-view             role edit is not view
  ✓ prod-payments-change  decides
  · prod-admin            not read
`);
  });

  it('says why it is refused', async () => {
    const { code, out } = await k8sAccess([...asks, '--namespace', 'payments,checkout']);
    expect(code).toBe(0);
    expect(out).toMatch(/^Refused\. No rule allows edit in checkout, payments on prod-eu/);
    expect(out).toContain('✗ prod-payments-change  namespace checkout is not payments\n');
  });

  it('guesses what was meant by a name that does not exist', async () => {
    const { out } = await k8sAccess([...asks, '--namespace', 'paymnets']);
    expect(out.replaceAll('\n', ' ')).toContain(
      'Did you mean payments? It has payments, checkout, platform.',
    );
  });

  it('says when a rule holds, whom it is for, and which reason it wants', async () => {
    const config = file(
      'office.yaml',
      example.replace(
        'when: { environments: [prod], namespaces: [payments],',
        "ticket: { pattern: 'OPS-\\d+', explain: 'Name a ticket, such as OPS-12.' }\n    when: { schedule: { weekdays: [mon, tue, wed, thu, fri], hours: 09:00-17:30, zone: Europe/Berlin }, requesters: { usergroups: [payments-leads] }, environments: [prod], namespaces: [payments],",
      ),
    );
    const asksNow = [...asks, '--namespace', 'payments', '--config', config];
    expect((await k8sAccess(asksNow)).out).toContain(`
  ✗ prod-payments-change  it is for members of @payments-leads; it holds Mon to Fri, 09:00-17:30 in
                          Europe/Berlin, and there it is Sat 13:00
`);
    const onFriday = [...asksNow, '--groups', '@payments-leads', '--at', '2026-11-20T12:00Z'];
    expect((await k8sAccess(onFriday)).out).toContain(
      '  not judged  the reason, which was not given: Name a ticket, such as OPS-12.\n',
    );
    expect((await k8sAccess([...onFriday, '--reason', 'it is stuck'])).out).toMatch(/^Refused\./);
    expect((await k8sAccess([...onFriday, '--reason', 'OPS-7 is stuck'])).out).toMatch(/^Needs approval\./);
  });

  it('judges the address first', async () => {
    const eve = asks.map((text) => text.replace('alice@example.com', 'eve@example.org'));
    const { out } = await k8sAccess([...eve, '--namespace', 'payments']);
    expect(out).toContain('eve@example.org is not an address of');
  });

  it('--json gives the same as values', async () => {
    const { out } = await k8sAccess([...asks, '--namespace', 'payments', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      asked: { requester: { email: 'alice@example.com', usergroups: [] }, at: noon },
      sentence: 'Needs approval. Rule prod-payments-change asks 1 of @payments-leads.',
      decision: { outcome: 'needs-approval', rule: 'prod-payments-change' },
      readings: [{ why: [{ condition: 'environment' }] }, { matches: false }, { matches: true }],
    });
  });

  it.each([
    [['--namespace', 'payments', '--at', 'noon'], '--at: Write a moment with its zone'],
    [['--namespace', 'payments', '--at', '2026-11-21T12:00'], '--at: Write a moment with its zone'],
    [['--namespace', 'payments', '--at', '2026-02-30T12:00Z'], '--at: There is no such moment'],
    [['--namespace', 'Payments'], '--namespace: A namespace has up to 63'],
    [['--namespace', 'payments', '--who', 'alice'], '--who: Write the address of a person.'],
  ])('with %j ends with 2 and says what is wrong', async (more, problem) => {
    const { code, err } = await k8sAccess([...asks, ...more]);
    expect(code).toBe(2);
    expect(err).toContain(problem);
  });
});

describe('an estate of 100 rules with long names and many namespaces', () => {
  const namespaces = Array.from({ length: 300 }, (_, place) => `team-${place}`);
  const rules = Array.from({ length: 100 }, (_, place) => {
    const name = place === 1 ? `exception-${'that-is-long-'.repeat(5)}` : `rule-${place}`;
    const stated = place === 1 ? 'roles: [edit], environments: [non-prod]' : 'roles: [edit]';
    const covered = place === 60 ? namespaces : namespaces.slice(100 + place, 140 + place);
    const when = `{ environments: [prod], namespaces: [${covered.join(', ')}], roles: [edit] }`;
    return `  - { name: ${name}, when: ${place === 1 ? `{ ${stated} }` : when}, maxDuration: 4h, approval: automatic }`;
  });
  const text = example
    .slice(0, example.indexOf('rules:\n'))
    .replaceAll('[payments, checkout, platform]', `[${namespaces.join(', ')}]`)
    .replace('namespace: platform', 'namespace: team-0')
    .concat(`rules:\n${rules.join('\n')}\n`);
  const asked = async (namespace: string) => {
    const config = file('large.yaml', text);
    return (await k8sAccess([...asks, '--config', config, '--namespace', namespace])).out;
  };

  it('is explained in lines of at most 100 characters, with each rule that was read', async () => {
    const lines = (await asked('team-5')).split('\n');
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(100);
    expect(lines.filter((line) => line.startsWith('  ✗ '))).toHaveLength(60);
    expect(lines).toContain('  ✓ rule-60  decides');
    expect(lines).toContain('  · the 39 rules below it are not read');
    expect(lines).toContain(
      '  ✗ rule-0   namespace team-5 is not team-100, team-101, team-102, team-103, team-104 or 35 more',
    );
  });

  it('a name that does not exist is not answered with all that do', async () => {
    const out = await asked('team-x');
    expect(out.replaceAll('\n', ' ')).toContain('It has team-0, team-1, team-2, team-3, team-4, 295 more.');
  });
});

describe('colours', () => {
  const explained = async (colours: boolean) => {
    let out = '';
    const write = (text: string) => {
      out += text;
    };
    await main([...asks, '--namespace', 'payments', '--config', exampleFile], {
      ...{ out: write, err: write, now: () => 0, colours, width: 100, environment: {} },
    });
    return out;
  };

  it('only mark what also stands there in words and signs', async () => {
    const coloured = await explained(true);
    expect(coloured).toContain('\u001b[32m✓\u001b[39m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the colours
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(await explained(false));
  });

  it('are not written where nobody sees them', async () => {
    const { out } = await k8sAccess([...asks, '--namespace', 'payments']);
    expect(out).not.toContain('\u001b');
  });
});
