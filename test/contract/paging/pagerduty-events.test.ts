import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PagerDuty, startPagerDuty } from '../../../local/pagerduty/pagerduty.ts';
import type { Pages } from '../../../local/pages.ts';
import { openStore, type Store } from '../../../local/store.ts';
import { pagerDutyEvents } from '../../../shared/adapters/pagerduty/events.ts';
import type { PagedService } from '../../../shared/domain/paging.ts';
import { oncall, pagingIn, somePage } from '../../support/paging.ts';
import { noon } from '../../support/records.ts';

const key = 'a-routing-key-that-stays-hidden!';

function channel(eventsUrl: string, keys: Record<string, string> = { [oncall]: key }) {
  const pauses: number[] = [];
  const events = pagerDutyEvents({
    eventsUrl,
    readRoutingKeys: async () => keys,
    pause: async (milliseconds) => void pauses.push(milliseconds),
  });
  return { ...events, settle: events.settle ?? (() => Promise.reject(new Error('no settling'))), pauses };
}

describe('against the local PagerDuty', () => {
  let directory: string;
  let store: Store;
  let pagerDuty: PagerDuty;
  let pages: Pages;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'events-'));
    store = openStore(directory);
    pages = pagingIn(store).pages;
    const account = { store, now: () => Date.parse(noon), apiToken: 'unused', schedules: [] };
    pagerDuty = await startPagerDuty({ ...account, pages, routingKeys: { [oncall]: key } });
  });
  afterEach(async () => {
    await pagerDuty.stop();
    store.close();
    rmSync(directory, { recursive: true });
  });

  it('a page stands until it is acknowledged and resolved', async () => {
    const events = channel(pagerDuty.url);
    const { dedupKey, severity, summary } = somePage;
    await events.trigger(oncall, somePage);
    const page = { at: noon, channel: 'pagerduty', service: oncall, dedupKey, severity, summary };
    expect(pages.all()).toEqual([{ ...page, status: 'triggered' }]);
    await events.settle(oncall, dedupKey, 'acknowledge');
    expect(pages.all()).toEqual([{ ...page, status: 'acknowledged' }]);
    await events.settle(oncall, dedupKey, 'resolve');
    expect(pages.all()).toEqual([{ ...page, status: 'resolved' }]);
  });

  it('a page that was taken and is sent again stays one', async () => {
    const events = channel(pagerDuty.url);
    await events.trigger(oncall, somePage);
    await events.trigger(oncall, somePage);
    expect(pages.all()).toHaveLength(1);
  });

  it('what is too long is cut, so that a long reason never costs the page', async () => {
    const summary = 'x'.repeat(5000);
    await channel(pagerDuty.url).trigger(oncall, { ...somePage, summary, dedupKey: 'k'.repeat(300) });
    expect(pages.all()).toMatchObject([{ summary: 'x'.repeat(1024), dedupKey: 'k'.repeat(255) }]);
  });

  it('a wrong key is refused at once, and a service without a key is not set up', async () => {
    const wrong = channel(pagerDuty.url, { [oncall]: 'x'.repeat(32) });
    await expect(wrong.trigger(oncall, somePage)).rejects.toMatchObject({ problem: 'refused' });
    expect(wrong.pauses).toEqual([]);
    const other = channel(pagerDuty.url).trigger('nobody' as PagedService, somePage);
    await expect(other).rejects.toMatchObject({ problem: 'not-set-up' });
  });
});

describe('a PagerDuty that does not take it', () => {
  let server: Server;
  let calls: number;
  beforeEach(() => {
    calls = 0;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  async function answering(listener: RequestListener): Promise<string> {
    server = createServer((request, response) => {
      calls += 1;
      listener(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it.each<[string, string, RequestListener]>([
    ['fails', 'failing', (_, response) => response.writeHead(503).end()],
    ['hangs up', 'unreachable', (request) => request.destroy()],
    ['is limiting', 'busy', (_, response) => response.writeHead(429).end()],
  ])('and %s is asked four times, and the key is in no words', async (_, problem, listener) => {
    const events = channel(await answering(listener));
    const failure = await events.trigger(oncall, somePage).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'PagingError', problem });
    expect(calls).toBe(4);
    expect(events.pauses).toEqual([250, 500, 1000]);
    expect(JSON.stringify([String(failure), String((failure as Error).cause)])).not.toContain(key);
  });

  it('but takes it at the second time has taken it, after the pause that it asked for', async () => {
    const listener: RequestListener = (_, response) =>
      calls === 1 ? response.writeHead(429, { 'retry-after': '2' }).end() : response.writeHead(202).end('{}');
    const events = channel(await answering(listener));
    await events.trigger(oncall, somePage);
    expect(events.pauses).toEqual([2000]);
  });

  it('for a minute is not waited for', async () => {
    const listener: RequestListener = (_, response) => response.writeHead(429, { 'retry-after': '60' }).end();
    const events = channel(await answering(listener));
    await expect(events.trigger(oncall, somePage)).rejects.toMatchObject({ problem: 'busy' });
    expect(events.pauses).toEqual([]);
  });

  it('because it hangs is given up within ten seconds', async () => {
    const events = channel(await answering(() => undefined));
    const since = Date.now();
    await expect(events.trigger(oncall, somePage)).rejects.toMatchObject({ problem: 'unreachable' });
    expect(Date.now() - since).toBeLessThan(8000);
  }, 12_000);
});
