import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { example } from '../../support/access-file.ts';
import { filesOfTests, k8sAccess, root } from '../../support/command-line.ts';

const file = filesOfTests();
const text = readFileSync(join(root, 'docs/policy.md'), 'utf8');
const blocks = [...text.matchAll(/```(\w*)\n(.*?)```/gs)].map(([, kind = '', block = '']) => ({
  kind,
  block,
}));
const blockWith = (start: string) => {
  const found = blocks.find(({ block }) => block.startsWith(start));
  if (found === undefined) throw new Error(`docs/policy.md has no block that begins with ${start}`);
  return found.block;
};

describe('docs/policy.md', () => {
  it('shows a rule that the example estate accepts', async () => {
    const rules = blockWith('rules:\n');
    const config = file('access.yaml', example.slice(0, example.indexOf('rules:\n')).concat(rules));
    expect(await k8sAccess(['policy', 'check', '--config', config])).toEqual({ code: 0, out: '', err: '' });
  });

  it('shows cases that hold', async () => {
    const cases = file('cases.yaml', blockWith('at: '));
    expect(await k8sAccess(['policy', 'test', '--cases', cases])).toMatchObject({
      code: 0,
      out: '2 passed, 0 failed\n',
    });
  });

  it('shows commands that work when copied', async () => {
    const [explain = ''] = /(?<=npx k8s-access )policy explain (.*\\\n)*.*/.exec(text) ?? [];
    const { code, out } = await k8sAccess(explain.split(/[\s\\]+/));
    expect(code).toBe(0);
    expect(out).toMatch(/^Needs approval\. Rule prod-payments-change asks/);
  });
});
