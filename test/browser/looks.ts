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

  it.each(['light', 'dark'] as const)('axe finds nothing serious in the %s look', async (colorScheme) => {
    const page = await open('bob/access-requests', { colorScheme });
    for (const tab of colorScheme === 'dark'
      ? ['Audit trail']
      : ['Machines', 'Audit trail', 'Pager', 'Faults']) {
      await page.getByRole('tab', { name: tab }).click();
      expect(await seriousIn(page), tab).toEqual([]);
    }
    if (colorScheme === 'dark') return;
    await send(page, '/k8s-access');
    await page.getByRole('dialog').getByRole('button', { name: 'Ask' }).click();
    await page.getByRole('dialog').getByRole('alert').first().waitFor();
    expect(await seriousIn(page), 'the form').toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('on a telephone nothing is wider than the screen, and each part is one tap away', async () => {
    const page = await open('bob/access-requests', { width: 390, height: 844 });
    for (const part of ['Places', 'Slack', 'Clusters', 'kubectl']) {
      await page
        .getByRole('navigation', { name: 'Parts of the page' })
        .getByRole('button', { name: part })
        .click();
      const wider = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(wider, part).toBeLessThanOrEqual(0);
    }
    expect(await seriousIn(page)).toEqual([]);
  });
}

/** What axe holds against the page that is serious or worse, as `rule: the first element`. */
async function seriousIn(page: Page): Promise<readonly string[]> {
  // By the debugger, because the page's own policy lets in no script but its own.
  await page.evaluate(axe.source);
  // Colours in the middle of a fade are nobody's.
  await page.evaluate('Promise.all(document.getAnimations().map((animation) => animation.finished))');
  const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
}
