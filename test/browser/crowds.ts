import { type Context, Hono } from 'hono';
import type { Browser, Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { listen } from '../../local/listen.ts';
import { openLive } from '../../local/live/live.ts';
import { liveRoutes } from '../../local/live/routes.ts';
import { bundlePage } from '../../local/page/files.ts';
import { pageRoutes } from '../../local/page/routes.ts';
import { openTab } from '../support/browser.ts';
import { crowd } from '../support/crowd.ts';

/** The page's own server and stream, over more than anybody would click together. */
export function crowds(browser: () => Browser): void {
  it('500 messages and 200 windows are there within a second, and each can be read', async () => {
    const server = await listen(0);
    onTestFinished(() => server.stop());
    const parts = crowd({ messages: 500, windows: 200 });
    const live = openLive({ read: async () => parts, now: Date.now, signals: [] });
    onTestFinished(() => live.stop());
    const files = bundlePage();
    await files;
    const empty = (context: Context) =>
      context.html('<!doctype html><title>Empty</title><link rel="icon" href="data:,"><p>.</p>');
    server.serve(new Hono().route('/', liveRoutes(live)).route('/', pageRoutes(files)).get('/empty', empty));
    const { page, complaints } = await openTab(browser(), `${server.url}/#alice/general`);
    onTestFinished(() => page.close());
    expect(await page.locator('.message').count()).toBe(500);
    expect(await page.locator('.window').count()).toBe(200);
    await page.getByText('Message 499').waitFor();
    await page.getByText('Message 0', { exact: true }).scrollIntoViewIfNeeded();
    const paints = await fastestPaints(page, [`${server.url}/`, `${server.url}/empty`]);
    expect(paints[0]).toBeLessThan(Math.max(1000, 10 * (paints[1] ?? 0)));
    expect(complaints).toEqual([]);
  });
}

/**
 * Milliseconds until something is painted, the fastest of three loads of each. A busy machine only ever slows them, and
 * an empty page beside ours tells how much.
 */
async function fastestPaints(page: Page, addresses: readonly string[]): Promise<readonly number[]> {
  const fastest = addresses.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < 3; round += 1) {
    for (const [index, address] of addresses.entries()) {
      await page.goto(address);
      const painted = await page.evaluate<number>(firstPaint);
      fastest[index] = Math.min(fastest[index] ?? painted, painted);
    }
  }
  return fastest;
}

const firstPaint = `new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(list.getEntries()[0].startTime)).observe({ type: 'paint', buffered: true });
})`;
