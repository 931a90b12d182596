import type { Browser } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { openTab } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { become, goTo, send, type Workspace } from '../support/workspace.ts';

const hostile =
  '<img src=x onerror=alert(1)> <script>alert(2)</script> <!channel> <@U0BOB> *_~`&lt;b&gt; [x](javascript:alert(3)) ``` ';

/** What people put in, be it wrong, hostile or by the keyboard alone, and what remains of it. */
export function asking(browser: () => Browser, workspace: () => Workspace): void {
  const open = async (place: string) => {
    const tab = await openTab(browser(), `${workspace().url}/#${place}`);
    onTestFinished(() => tab.page.close());
    return tab;
  };

  it('the form is filled in by the keyboard alone, says what is wrong, and loses nothing', async () => {
    const { page, complaints } = await open('alice/dm');
    await send(page, '/k8s-access');
    const form = page.getByRole('dialog');
    await form.getByRole('combobox', { name: 'Cluster' }).pressSequentially('prod');
    await form.getByRole('option', { name: 'prod-eu' }).waitFor();
    await page.keyboard.press('Enter');
    await form.getByRole('textbox', { name: 'Why' }).fill('look at it');
    await form.getByRole('button', { name: 'Ask' }).press('Enter');
    await form.getByText('Name at least one namespace.').waitFor();
    expect(await form.getByRole('textbox', { name: 'Why' }).inputValue()).toBe('look at it');
    expect(await form.getByRole('combobox', { name: 'Cluster' }).inputValue()).toBe('prod-eu');
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  it('App Home shows what waits for its person, and asks with the form', async () => {
    const { page, complaints } = await open('bob/home');
    const home = page.getByRole('region', { name: 'App Home' });
    await home.getByRole('button', { name: 'Ask for access' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  it('the composer offers commands, and what it cannot send stays there', async () => {
    const { page } = await open('alice/general');
    const composer = page.getByRole('combobox', { name: 'Command' });
    await composer.fill('/k8s-access li');
    await page.getByRole('option', { name: 'your latest requests' }).waitFor();
    await composer.press('ArrowDown');
    await composer.press('Enter');
    expect(await composer.inputValue()).toBe('/k8s-access list');
    await send(page, 'good morning');
    await page.getByText('Type a slash command').waitFor();
    expect(await composer.inputValue()).toBe('good morning');
  });

  it('what a person typed is shown as typed, to everyone who reads it', async () => {
    const { page, complaints } = await open('alice/dm');
    page.on('dialog', () => expect.unreachable('a script ran'));
    await send(page, `/k8s-access request prod-eu payments debug 30m ${hostile}`);
    await page.getByText('is recorded').last().waitFor();
    await become(page, 'Bob');
    await goTo(page, '# access-requests');
    await page.getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(await page.locator('.message img, .message script').count()).toBe(0);
    expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
    await page.getByRole('tab', { name: 'Audit trail' }).click();
    await page.getByText('requested', { exact: true }).first().click();
    await page.getByRole('tabpanel').getByText('onerror=alert(1)').waitFor();
    expect(complaints).toEqual([]);
  });

  it('what came meanwhile is marked unread until it was looked at, in this browser and for this person', async () => {
    const { page } = await open('dave/general');
    const place = page.getByRole('button', { name: '# access-requests' });
    await place.getByText('unread').waitFor({ state: 'attached' });
    await place.click();
    await goTo(page, '# general');
    await eventually(() => place.getByText('unread').count()).toBe(0);
  });

  it('the page says that the platform is gone, and comes back by itself when it does', async () => {
    const { page } = await open('alice/dm');
    await page.getByText('is recorded').first().waitFor();
    await workspace().stop();
    await page.getByText('The platform does not answer').waitFor();
    await send(page, '/k8s-access list');
    expect(await page.getByRole('combobox', { name: 'Command' }).inputValue()).toBe('/k8s-access list');
    await workspace().start();
    await page.getByText('The platform does not answer').waitFor({ state: 'detached' });
    await page.getByText('is recorded').first().waitFor();
  });
}
