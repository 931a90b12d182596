import { expect, it } from 'vitest';
import { questionsOf } from '../../../shared/adapters/kubernetes/access-question.ts';
import { mapBounded } from '../../../shared/usecases/map-bounded.ts';
import { payments } from './support/drafts.ts';

const rule = { verbs: ['get'], apiGroups: [''], resources: ['pods'], resourceNames: [] };

it('a rule is asked by the first of everything that it lists', () => {
  const wide = {
    verbs: ['patch', 'get'],
    apiGroups: ['apps', 'batch'],
    resources: ['deployments/scale', 'jobs'],
    resourceNames: ['web', 'api'],
  };
  expect(questionsOf([payments], [wide])).toEqual([
    {
      extent: payments,
      asked: 'patch apps/deployments/scale web',
      about: {
        resourceAttributes: {
          namespace: payments,
          verb: 'patch',
          group: 'apps',
          resource: 'deployments',
          subresource: 'scale',
          name: 'web',
        },
      },
    },
  ]);
});

it('a rule without a verb allows nothing and asks nothing', () => {
  expect(questionsOf([payments], [{ ...rule, verbs: [] }])).toEqual([]);
});

it('no more than the given number is under way at once, and the order is kept', async () => {
  let running = 0;
  let most = 0;
  const doubled = await mapBounded([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 8 - item));
    running -= 1;
    return item * 2;
  });
  expect({ doubled, most }).toEqual({ doubled: [2, 4, 6, 8, 10, 12, 14], most: 3 });
});

it('after the first failure nothing more is begun', async () => {
  const begun: number[] = [];
  const mapping = mapBounded([1, 2, 3, 4, 5, 6], 2, async (item) => {
    begun.push(item);
    if (item === 1) throw new Error('the first failed');
    await new Promise((resolve) => setTimeout(resolve, 1));
  });
  await expect(mapping).rejects.toThrow('the first failed');
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(begun).toEqual([1, 2]);
});
