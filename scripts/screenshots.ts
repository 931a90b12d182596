import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { startPlatform } from '../local/platform.ts';
import { openTab, startBrowser, type TabOptions } from '../test/support/browser.ts';
import { become, cluster, kubectl, send } from '../test/support/workspace.ts';

// The pictures of README.md and docs/, taken from the running product: npm run screenshots.

const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url));

/** Bytes. Whoever clones the project fetches every picture that it ever had. */
const most = 200_000;

async function take(page: Page, name: string): Promise<void> {
  const path = join(folder, `${name}.png`);
  await page.evaluate('Promise.all(document.getAnimations().map((animation) => animation.finished))');
  await page.screenshot({ path, caret: 'hide' });
  const { size } = statSync(path);
  if (size > most) throw new Error(`${path} has ${size} bytes; a picture has at most ${most}.`);
  process.stdout.write(`${path} ${Math.round(size / 1000)} kB\n`);
}

async function withTab(
  browser: Browser,
  address: string,
  options: TabOptions,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const { page } = await openTab(browser, address, options);
  await use(page);
  await page.close();
}

mkdirSync(folder, { recursive: true });
const data = mkdtempSync(join(tmpdir(), 'k8s-access-screenshots-'));
const [browser, platform] = await Promise.all([
  startBrowser(),
  startPlatform({ port: 0, data, config: 'access.yaml' }, {}),
]);
try {
  const at = (place: string) => `${platform.url}/#${place}`;
  await withTab(browser, at('alice/dm'), {}, async (page) => {
    await page.getByRole('button', { name: 'Close the tour' }).click();
    await send(page, '/k8s-access');
    const form = page.getByRole('dialog');
    await form.getByRole('combobox', { name: 'Cluster' }).fill('prod');
    await form.getByRole('option', { name: 'prod-eu' }).click();
    await form.getByRole('combobox', { name: 'Namespaces' }).fill('pay');
    await form.getByRole('option', { name: 'payments' }).click();
    await form.getByRole('combobox', { name: 'Role' }).selectOption({ label: 'edit' });
    await form.getByRole('textbox', { name: 'Why' }).fill('fix the nightly job');
    await form.getByText('payments-leads').waitFor();
    await take(page, 'form');
    await form.getByRole('button', { name: 'Ask' }).click();
    await form.getByText('is recorded').waitFor();
    await form.getByRole('button', { name: 'Close' }).click();
  });
  await withTab(browser, at('bob/access-requests'), { width: 390, height: 844 }, async (page) => {
    await page.getByRole('button', { name: 'Close the tour' }).click();
    await page.getByRole('button', { name: 'Approve', exact: true }).waitFor();
    await take(page, 'phone');
  });
  await withTab(browser, at('bob/access-requests'), { height: 860 }, async (page) => {
    await page.getByRole('button', { name: 'Close the tour' }).click();
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    await cluster(page, 'prod-eu').getByText('cluster says yes').waitFor();
    await kubectl(page, 'kubectl get pods -n payments');
    await become(page, 'Alice');
    await kubectl(page, 'kubectl get pods -n payments');
    await take(page, 'workspace');
  });
  await withTab(browser, at('alice/dm'), { height: 860, colorScheme: 'dark' }, async (page) => {
    await page.getByRole('button', { name: 'Close the tour' }).click();
    await send(page, '/k8s-break-glass prod-eu payments admin payments are down');
    await cluster(page, 'prod-eu').getByText('cluster says yes').nth(1).waitFor();
    await become(page, 'Carol');
    await page.getByRole('button', { name: '# security-alerts' }).click();
    await page.getByRole('tab', { name: 'Pager' }).click();
    await page.getByText('Open. It ends').waitFor();
    await take(page, 'break-glass');
  });
} finally {
  await browser.close();
  await platform.stop();
  rmSync(data, { recursive: true, force: true });
}
