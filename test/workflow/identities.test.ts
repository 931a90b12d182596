import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { example } from '../support/access-file.ts';
import type { Ran } from '../support/command-line.ts';
import { commandLineOf } from '../support/command-line-on-platform.ts';
import {
  type Answer,
  hasKubectl,
  ourBindings,
  startTestPlatform,
  statusOf,
  type TestPlatform,
} from '../support/platform.ts';
import { requestIdIn } from '../support/stories-on-platform.ts';

// People of several identity sources, through signed HTTP: alice has a role of her own, everybody else must link.

const ownRole = 'arn:aws:iam::111122223333:role/people/alice';
const sources = `identities:
  - name: own
    strategy: table
    people: { alice@example.com: { arn: '${ownRole}' } }
  - link: required
`;

let folder: string;
let platform: TestPlatform;
let as: (persona: string, ...args: string[]) => Promise<Ran>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'k8s-access-identities-'));
  const config = join(folder, 'access.yaml');
  writeFileSync(
    config,
    example.replace('identities:\n  - strategy', () => `${sources}    strategy`),
  );
  platform = await startTestPlatform({ config });
  as = await commandLineOf(platform);
});
afterAll(async () => {
  await platform.stop();
  rmSync(folder, { recursive: true });
});

const said = ({ response }: Answer) => JSON.stringify(response);
const codeIn = (answer: Answer): string => {
  const [, code] = /k8s-access link ([0-9a-z]{4}(?:-[0-9a-z]{4}){3})`/.exec(said(answer)) ?? [];
  if (code === undefined) throw new Error(`no code in ${said(answer)}`);
  return code;
};
const ask = 'request staging-eu payments view 1h look at the queue';

it.skipIf(!hasKubectl)('somebody with a role of their own is in the cluster by their address', async () => {
  const getPods = () => platform.kubectl('alice', 'staging-eu', 'get', 'pods', '-n', 'payments');
  expect((await getPods()).ok).toBe(false);
  const id = requestIdIn(await platform.command('alice', ask));
  const open = await platform.until('it is active', (now) => statusOf(now, id) === 'active');
  const username = 'k8s-access:own:alice@example.com';
  const entries = open.clusters.flatMap(({ accessEntries }) => accessEntries);
  expect(entries.filter(({ principalArn }) => principalArn === ownRole)).toMatchObject([{ username }]);
  expect(ourBindings(open, 'staging-eu').map(({ subjects }) => subjects)).toMatchObject([
    [{ name: username }],
  ]);
  expect(await getPods()).toMatchObject({ ok: true });
  await platform.command('alice', `release ${id}`);
  await platform.until('it is over', (now) => statusOf(now, id) === 'ended');
  expect((await getPods()).ok).toBe(false);
});

it('who must link and has not is told how, and raises nothing', async () => {
  expect(said(await platform.command('bob', ask))).toContain('Type `/k8s-access link`');
  expect((await platform.state()).requests.map(({ requester }) => requester)).not.toContainEqual(
    expect.objectContaining({ email: 'bob@example.com' }),
  );
});

describe('linking', () => {
  it('shows its code to who asked for it alone, and keeps it nowhere', async () => {
    const answer = await platform.command('bob', 'link');
    const code = codeIn(answer);
    expect(said(answer)).toContain('AWSReservedSSO_Engineer');
    expect(answer.messages.map(({ ephemeralTo }) => ephemeralTo)).toEqual(['U0BOB']);
    const withoutAnswers = JSON.stringify({ ...(await platform.state()), slack: undefined });
    expect(withoutAnswers).not.toContain(code);
    expect(withoutAnswers).not.toContain(code.replaceAll('-', ''));
  });

  it('lets in who brings the code in a signed call, until security takes the link away', async () => {
    const code = codeIn(await platform.command('bob', 'link'));
    expect((await as('bob', 'link', code)).out).toContain('Linked');
    requestIdIn(await platform.command('bob', ask));
    const { audit } = await platform.state();
    expect(audit.filter(({ fact }) => fact.type === 'linked')).toMatchObject([
      { account: { userId: 'U0BOB' } },
    ]);
    expect(said(await platform.command('bob', 'link'))).toContain('already');
    const unlink = 'unlink <@U0BOB|bob> he has a new session name';
    expect(said(await platform.command('alice', unlink))).toContain('Only @security');
    expect(said(await platform.command('dave', unlink))).toContain('not linked with AWS yet');
    expect((await as('dave', 'link', codeIn(await platform.command('dave', 'link')))).out).toContain(
      'Linked',
    );
    expect(said(await platform.command('dave', unlink))).toContain('no longer linked');
    expect(said(await platform.command('bob', ask))).toContain('Type `/k8s-access link`');
  });

  it('a guest gets none', async () => {
    expect(said(await platform.command('erin', 'link'))).toContain('Guests');
  });
});
