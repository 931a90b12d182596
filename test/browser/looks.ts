import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { openTab, type TabOptions } from '../support/browser.ts';
import { send, type Workspace } from '../support/workspace.ts';

/** Accessibility, and screens of all sizes. */
export function looks(browser: () => Browser, workspace: () => Workspace): void {
  const open = async (place: string, options: TabOptions) => {
    const { page } = await openTab(browser(), `${workspace().url}/#${place}`, options);
    onTestFinished(() => page.close());
    return page;
  };

  it('axe finds nothing serious, in the light look and in the dark', async () => {
    const page = await open('bob/access-requests', {});
    expect(await seriousIn(page)).toEqual([]);
    for (const tab of ['Audit trail', 'Pager', 'Faults']) {
      await page.getByRole('tab', { name: tab }).click();
      expect(await seriousIn(page, '#tab-panel'), tab).toEqual([]);
    }
    await send(page, '/k8s-access');
    await page.getByRole('dialog').getByRole('button', { name: 'Ask' }).click();
    await page.getByRole('dialog').getByRole('alert').first().waitFor();
    expect(await seriousIn(page, 'dialog'), 'the form').toEqual([]);
    await page.keyboard.press('Escape');
    const dark = await open('bob/access-requests', { colorScheme: 'dark' });
    expect(await seriousIn(dark), 'in the dark').toEqual([]);
  });

  it('nothing is wider than the screen, however long an audit event is', async () => {
    const page = await open('bob/access-requests', {});
    await page.getByRole('tab', { name: 'Audit trail' }).click();
    await page.locator('.audit summary').first().click();
    await page.locator('.audit pre').waitFor();
    expect(await page.evaluate(wider)).toBeLessThanOrEqual(0);
    const truth = await page.getByRole('complementary').boundingBox();
    expect((truth?.x ?? 0) + (truth?.width ?? 0)).toBeLessThanOrEqual(1280);
    expect(
      await page.evaluate(
        "document.querySelector('.truth').scrollWidth - document.querySelector('.truth').clientWidth",
      ),
    ).toBe(0);
  });

  it('on a telephone nothing is wider than the screen, and each part is one tap away', async () => {
    const page = await open('bob/access-requests', { width: 390, height: 844 });
    for (const part of ['Places', 'Slack', 'Clusters', 'kubectl']) {
      await page
        .getByRole('navigation', { name: 'Parts of the page' })
        .getByRole('button', { name: part })
        .click();
      expect(await page.evaluate(wider), part).toBeLessThanOrEqual(0);
    }
    expect(await seriousIn(page)).toEqual([]);
  });
}

/** Pixels that the page is wider than its screen. */
const wider = 'document.documentElement.scrollWidth - innerWidth';

/** What axe holds against a part of the page that is serious or worse, as `rule: the first element`. */
async function seriousIn(page: Page, part = 'body'): Promise<readonly string[]> {
  // By the debugger, because the page's own policy lets in no script but its own.
  await page.evaluate(axe.source);
  // Colours in the middle of a fade are nobody's.
  await page.evaluate('Promise.all(document.getAnimations().map((animation) => animation.finished))');
  const { violations } = (await page.evaluate(
    `axe.run(${JSON.stringify(part)}, { resultTypes: ['violations'] })`,
  )) as axe.AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
}
