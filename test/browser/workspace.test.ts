import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';
import { chromiumPath, patience, startBrowser } from '../support/browser.ts';
import { startWorkspace, type Workspace } from '../support/workspace.ts';
import { asking } from './asking.ts';
import { crowds } from './crowds.ts';
import { looks } from './looks.ts';
import { stories } from './stories.ts';

// One browser and one platform for all: each test leaves the platform as somebody left it, not as it was.
describe.skipIf(chromiumPath === undefined)(
  'the local workspace, in a browser',
  { timeout: 2 * patience },
  () => {
    let browser: Browser;
    let workspace: Workspace;

    beforeAll(async () => {
      [browser, workspace] = await Promise.all([startBrowser(), startWorkspace()]);
    });
    afterAll(async () => {
      await browser.close();
      await workspace.stop();
      workspace.remove();
    });

    stories(
      () => browser,
      () => workspace,
    );
    asking(
      () => browser,
      () => workspace,
    );
    crowds(() => browser);
    looks(
      () => browser,
      () => workspace,
    );
  },
);
