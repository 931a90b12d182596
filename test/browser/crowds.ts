import { Hono } from 'hono';
import type { Browser } from 'playwright-core';
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
    server.serve(new Hono().route('/', liveRoutes(live)).route('/', pageRoutes(files)));
    const { page, complaints } = await openTab(browser(), `${server.url}/#alice/general`);
    onTestFinished(() => page.close());
    expect(await page.locator('.message').count()).toBe(500);
    expect(await page.locator('.window').count()).toBe(200);
    await page.getByText('Message 499').waitFor();
    await page.getByText('Message 0', { exact: true }).scrollIntoViewIfNeeded();
    const painted = await page.evaluate<number>(
      "performance.getEntriesByName('first-contentful-paint')[0].startTime",
    );
    expect(painted).toBeLessThan(1000);
    expect(complaints).toEqual([]);
  });
}
