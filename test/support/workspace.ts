import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { startHosted, stopHosted } from './hosted-platform.ts';

/** A platform as a browser sees it. It keeps its address over a restart. */
export interface Workspace {
  readonly url: string;
  /** A persona's kubeconfig for a cluster: a path. */
  kubeconfig(persona: string, cluster: string): string;
  stop(): Promise<void>;
  /** Starts it again, with what it knew. */
  start(): Promise<void>;
  remove(): void;
}

export async function startWorkspace(): Promise<Workspace> {
  const data = mkdtempSync(join(tmpdir(), 'k8s-access-workspace-'));
  const start = (port: number) => startHosted({ port, data, config: 'access.yaml' }, {});
  const url = await start(0);
  while (!(await isQuick(url))) await delay(200);
  return {
    url,
    kubeconfig: (persona, name) => join(data, 'kubeconfig', `${persona}-${name}.yaml`),
    stop: () => stopHosted(url),
    start: async () => void (await start(Number(new URL(url).port))),
    remove: () => rmSync(data, { recursive: true, force: true }),
  };
}

/** Whether the app answers within Slack's three seconds, which on a busy machine its first answers do not. */
async function isQuick(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/local/slack/command`, {
    method: 'POST',
    body: JSON.stringify({ user: 'frank', command: '/k8s-access', text: 'help' }),
  });
  const { status } = (await answer.json()) as { status: number };
  return status === 200;
}

// What a person does on the page, in a person's words.

export async function become(page: Page, firstName: string): Promise<void> {
  await page.locator('.persona', { hasText: firstName }).click();
}

export async function goTo(page: Page, place: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Slack' }).getByRole('button', { name: place }).click();
}

export async function send(page: Page, command: string): Promise<void> {
  const composer = page.getByRole('combobox', { name: 'Command' });
  await composer.fill(command);
  await composer.press('Enter');
}

/** Runs a line of kubectl as the persona, and answers what came of it. */
export async function kubectl(page: Page, line: string): Promise<string> {
  const terminal = page.getByRole('region', { name: 'kubectl' });
  const lines = terminal.locator('[data-verdict]');
  const before = await lines.count();
  await terminal.getByRole('textbox').fill(line);
  await terminal.getByRole('textbox').press('Enter');
  return (await lines.nth(before).getAttribute('data-verdict')) ?? '';
}

export function cluster(page: Page, name: string) {
  return page.getByRole('region', { name, exact: true });
}

export async function toEndOfWindow(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'To the end of the window' }).click();
}
