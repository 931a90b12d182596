import { afterAll, beforeAll, expect, it } from 'vitest';
import { example } from '../support/access-file.ts';
import { filesOfTests } from '../support/command-line.ts';
import {
  ourBindings,
  personalEntries,
  startTestPlatform,
  statusOf,
  type TestPlatform,
} from '../support/platform.ts';
import { askAndBeRouted, click, openWindowFor } from '../support/stories-on-platform.ts';

const network = `    private:
      function: arn:aws:lambda:eu-central-1:111122223333:function:k8s-access-calls
      subnetIds: [subnet-0a1b2c3d]
      securityGroupIds: [sg-0a1b2c3d]
`;

const file = filesOfTests();
let platform: TestPlatform;
beforeAll(async () => {
  const text = example.replace('  prod-eu:\n', `  prod-eu:\n${network}`);
  platform = await startTestPlatform({ config: file('access.yaml', text) });
});
afterAll(() => platform.stop());

it('a private cluster is opened and closed through the function in its network', async () => {
  const id = await openWindowFor(platform);
  const during = await platform.state();
  expect(during.requests.find((request) => request.id === id)?.['target']).toMatchObject({
    via: 'arn:aws:lambda:eu-central-1:111122223333:function:k8s-access-calls',
  });
  expect(ourBindings(during, 'prod-eu')).toHaveLength(1);
  await platform.advance(3700);
  const after = await platform.state();
  expect(statusOf(after, id)).toBe('ended');
  expect(ourBindings(after, 'prod-eu')).toEqual([]);
});

it('while that function is down nothing opens, and it is clean when it is back', async () => {
  const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h no way in');
  await platform.fault({ target: 'lambda.Invoke', error: 'ServiceException', times: 1_000_000 });
  await click(platform, 'bob', 'approve', id);
  await platform.advance(20 * 60);
  await fetch(`${platform.url}/local/faults`, { method: 'DELETE' });
  await platform.advance(20 * 60);
  const state = await platform.state();
  expect(statusOf(state, id)).toBe('failed');
  expect(ourBindings(state, 'prod-eu')).toEqual([]);
  expect(personalEntries(state, 'prod-eu')).toEqual([]);
});
