import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PagerDuty, startPagerDuty } from '../../../local/pagerduty/pagerduty.ts';
import { openStore, type Store } from '../../../local/store.ts';
import { pagerDutyOnCall } from '../../../shared/adapters/pagerduty/on-call.ts';
import type { ScheduleName } from '../../../shared/domain/approver-source.ts';
import { pagingIn } from '../../support/paging.ts';
import { noon } from '../../support/records.ts';

const primary = 'platform-primary' as ScheduleName;
const person = (name: string) => ({ id: `U0${name.toUpperCase()}`, name, email: `${name}@example.com` });
const token = 'a-token-that-must-stay-hidden';

function asking(apiUrl: string, readToken = async () => token) {
  return pagerDutyOnCall({
    ...{ apiUrl, readToken, clock: () => noon },
    schedules: new Map([[primary, 'PLATFRM']]),
  });
}

describe('against the local PagerDuty', () => {
  let directory: string;
  let store: Store;
  let pagerDuty: PagerDuty;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'on-call-'));
    store = openStore(directory);
    pagerDuty = await startPagerDuty({
      ...{ store, now: () => Date.parse(noon), apiToken: token },
      ...{ routingKeys: {}, pages: pagingIn(store).pages },
      schedules: [{ id: 'PLATFRM', name: 'platform primary', onCall: [person('carol')] }],
    });
  });
  afterEach(async () => {
    await pagerDuty.stop();
    store.close();
    rmSync(directory, { recursive: true });
  });

  it('whoever is on call now is named by email', async () => {
    expect(await asking(pagerDuty.url)(primary)).toEqual(['carol@example.com']);
  });

  it('more people than one page holds are all named, each once', async () => {
    const many = Array.from({ length: 130 }, (_, place) => person(`p${place % 120}`));
    pagerDuty.schedules.change('PLATFRM', { onCall: many });
    expect(await asking(pagerDuty.url)(primary)).toHaveLength(120);
  });

  it('a schedule with nobody on call is there; one that was deleted is not', async () => {
    pagerDuty.schedules.change('PLATFRM', { onCall: [] });
    expect(await asking(pagerDuty.url)(primary)).toEqual([]);
    pagerDuty.schedules.change('PLATFRM', { deleted: true });
    expect(await asking(pagerDuty.url)(primary)).toBeUndefined();
  });

  it('a schedule that access.yaml does not name is not there', async () => {
    expect(await asking(pagerDuty.url)('secondary' as ScheduleName)).toBeUndefined();
  });

  it('a token that PagerDuty refuses makes nobody be on call', async () => {
    const refused = asking(pagerDuty.url, async () => 'another-token');
    await expect(refused(primary)).rejects.toMatchObject({ name: 'OnCallUnknownError' });
  });
});

describe('a PagerDuty that does not answer as it should', () => {
  let server: Server;
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  async function answering(listener: RequestListener): Promise<string> {
    server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  const shift = (start: string | null, end: string | null, email?: string) => ({
    user: { email },
    start,
    end,
  });
  const before = '2026-11-21T11:00:00Z';
  const after = '2026-11-21T13:00:00Z';

  it('a shift that ends at this very moment is over, and one without end or start goes on', async () => {
    const oncalls = [
      shift(before, '2026-11-21T12:00:00Z', 'over@example.com'),
      shift('2026-11-21T12:00:00Z', after, 'begins@example.com'),
      shift(after, null, 'later@example.com'),
      shift(null, null, 'Always@Example.com'),
      shift(before, after),
    ];
    const url = await answering((_, response) => response.end(JSON.stringify({ oncalls, more: false })));
    expect(await asking(url)(primary)).toEqual(['begins@example.com', 'always@example.com']);
  });

  it.each<[string, RequestListener]>([
    ['is limiting', (_, response) => response.writeHead(429).end()],
    ['fails', (_, response) => response.writeHead(500).end('oops')],
    ['answers something else', (_, response) => response.end('{"oncalls":"none"}')],
    ['answers no JSON', (_, response) => response.end('<html>')],
    ['says that there is more without end', (_, response) => response.end('{"oncalls":[],"more":true}')],
    ['hangs up', (request) => request.destroy()],
  ])('that %s is an error, and the token is not in its words', async (_, listener) => {
    const url = await answering(listener);
    const failure = await asking(url)(primary).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'OnCallUnknownError' });
    expect(JSON.stringify([String(failure), String((failure as Error).cause)])).not.toContain(token);
  });

  it('that hangs is given up after two seconds', async () => {
    const url = await answering(() => undefined);
    const since = Date.now();
    await expect(asking(url)(primary)).rejects.toMatchObject({ name: 'OnCallUnknownError' });
    expect(Date.now() - since).toBeLessThan(3500);
  });
});
