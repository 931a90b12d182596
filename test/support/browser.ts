import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Where a Chromium may be; `CHROMIUM` names another. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The Chromium of this machine; where there is none, browser tests are skipped visibly. */
export const chromiumPath = [process.env['CHROMIUM'], ...places].find(
  (path) => path !== undefined && existsSync(path),
);

/** A headless Chromium that asks nobody elsewhere for anything. */
export function startBrowser(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error('There is no Chromium on this machine.');
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
      ...['--disable-background-networking', '--disable-component-update'],
    ],
  });
}

export interface Tab {
  readonly page: Page;
  /** What the page complained of: errors of scripts, and what its security policy stopped. */
  readonly complaints: readonly string[];
}

export interface TabOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
}

/** Milliseconds. On a busy machine an approval may take its time. */
export const patience = 60_000;

/** A tab of a browser that knows nothing yet, at this address. */
export async function openTab(browser: Browser, address: string, options: TabOptions = {}): Promise<Tab> {
  const { width = 1280, height = 800, colorScheme = 'light' } = options;
  const page = await browser.newPage({ viewport: { width, height }, colorScheme });
  page.setDefaultTimeout(patience);
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    const text = message.text();
    // That a platform which was stopped does not answer is what the browser may say.
    if (message.type() === 'error' && !text.includes('ERR_')) complaints.push(text);
  });
  await page.goto(address);
  await page.locator('.page').waitFor();
  return { page, complaints };
}
