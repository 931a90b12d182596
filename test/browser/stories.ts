import type { Browser } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { withoutKubectl } from '../../local/kubectl/without-kubectl.ts';
import { openTab } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { become, cluster, goTo, kubectl, send, toEndOfWindow, type Workspace } from '../support/workspace.ts';

/** The four stories, each as a person lives it on the page. One follows the other on the same platform. */
export function stories(browser: () => Browser, workspace: () => Workspace): void {
  const open = async (place: string) => {
    const tab = await openTab(browser(), `${workspace().url}/#${place}`);
    onTestFinished(() => tab.page.close());
    return tab;
  };

  it('Alice asks in one tab, Bob approves in another, and the cluster lets her in until the window ends', async () => {
    const { page: alice, complaints } = await open('alice/dm');
    const { page: bob } = await open('bob/access-requests');
    await send(alice, '/k8s-access request prod-eu payments edit 1h fix the nightly job');
    await alice.getByText('is recorded').waitFor();
    expect(await kubectl(alice, 'kubectl get pods -n payments')).toBe('unknown-person');
    await bob.getByRole('button', { name: 'Approve', exact: true }).click();
    await bob.getByRole('heading', { name: 'Access is open' }).waitFor();
    await cluster(bob, 'prod-eu').getByText('cluster says yes').waitFor();
    await alice.getByRole('heading', { name: 'Your access is open' }).waitFor();
    expect(await kubectl(alice, 'kubectl get pods -n payments')).toBe('allowed');
    expect(await kubectl(bob, 'get pods -n payments')).toBe('forbidden');
    const withNone = {
      alice: workspace().kubeconfig('alice', 'prod-eu'),
      bob: workspace().kubeconfig('bob', 'prod-eu'),
    };
    const pods = ['get', 'pods', '-n', 'payments'];
    expect(await withoutKubectl(withNone.alice, pods)).toMatchObject({ ok: true });
    expect(await withoutKubectl(withNone.bob, pods)).toMatchObject({
      ok: false,
      output: expect.stringContaining('forbidden'),
    });
    expect(
      await withoutKubectl(withNone.alice, ['auth', 'can-i', 'delete', 'pod', '-n', 'payments']),
    ).toEqual({
      ok: true,
      output: 'yes',
    });
    await alice.reload();
    await alice.getByRole('heading', { name: 'Your access is open' }).waitFor();
    await toEndOfWindow(alice);
    await cluster(alice, 'prod-eu').getByText('cluster says no').waitFor();
    await cluster(bob, 'prod-eu').getByText('nobody has access').waitFor();
    expect(await kubectl(alice, 'kubectl get pods -n payments')).toBe('unknown-person');
    expect(complaints).toEqual([]);
  });

  it('two windows overlap: the first to end leaves the access entry to the other', async () => {
    const { page, complaints } = await open('alice/dm');
    const prod = cluster(page, 'prod-eu');
    await send(page, '/k8s-access request prod-eu payments view 30m look at the queue');
    await prod.getByText('1 open').waitFor();
    await prod.getByText('cluster says yes').waitFor();
    await become(page, 'Carol');
    await send(page, '/k8s-access request prod-eu payments view 1h look with Alice');
    await prod.getByText('2 open').waitFor();
    await eventually(() => prod.getByText('cluster says yes').count()).toBe(2);
    await toEndOfWindow(page);
    await prod.getByText('1 open').waitFor();
    await prod.getByText('1 access entry of people').waitFor();
    expect(await kubectl(page, 'kubectl get pods -n payments')).toBe('allowed');
    await toEndOfWindow(page);
    await prod.getByText('nobody has access').waitFor();
    await prod.getByText('No access entry of people').waitFor();
    expect(complaints).toEqual([]);
  });

  it('the tour leads through a break-glass: it opens at once, pages, is closed and reviewed', async () => {
    const { page, complaints } = await open('alice/general');
    const tour = page.getByRole('region', { name: 'Tour' });
    await tour.getByRole('button', { name: 'Break the glass' }).click();
    await tour.getByRole('button', { name: 'Write it for me' }).click();
    await page.getByRole('button', { name: 'Send' }).click();
    await tour.getByText('2 of 3').waitFor();
    await page.getByRole('tab', { name: 'Pager' }).click();
    await page.getByRole('tabpanel').getByText('PagerDuty · triggered').waitFor();
    await tour.getByRole('button', { name: 'Take me there' }).click();
    await page.getByRole('button', { name: 'Close now' }).click();
    await tour.getByText('3 of 3').waitFor();
    await tour.getByRole('button', { name: 'Take me there' }).click();
    await page.getByRole('button', { name: 'Review…' }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('button', { name: 'Review' }).click();
    await form.getByRole('alert').first().waitFor();
    await form.getByRole('radio').first().check();
    await form.getByRole('textbox').fill('Payments were down.');
    await form.getByRole('button', { name: 'Review' }).click();
    await form.getByText('is reviewed').waitFor();
    await form.getByRole('button', { name: 'Close' }).click();
    await tour.getByText('done').waitFor();
    await page.getByRole('button', { name: /repl(y|ies)/ }).click();
    await page.getByRole('heading', { name: 'Thread in # security-alerts' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('EKS throttles at closing time: it is said, tried again, and over minutes after EKS is back', async () => {
    const { page, complaints } = await open('alice/dm');
    const staging = cluster(page, 'staging-eu');
    await send(page, '/k8s-access request staging-eu payments view 15m check the release');
    await staging.getByText('cluster says yes').waitFor();
    await page.getByRole('tab', { name: 'Faults' }).click();
    const fault = page.getByRole('switch', { name: 'EKS throttles' });
    await fault.click();
    await eventually(() => fault.getAttribute('aria-checked')).toBe('true');
    await toEndOfWindow(page);
    await staging.getByText('closing', { exact: true }).waitFor();
    await fault.click();
    await eventually(() => fault.getAttribute('aria-checked')).toBe('false');
    await page.getByRole('button', { name: '+10 min' }).click();
    await staging.getByText('nobody has access').waitFor();
    await staging.getByText('cluster says no').waitFor();
    await goTo(page, '# access-requests');
    expect(complaints).toEqual([]);
  });
}
