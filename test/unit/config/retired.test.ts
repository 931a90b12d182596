import { expect, it } from 'vitest';
import { clusterAccounts } from '../../../infra/cluster-account/cluster-accounts.ts';
import { parseAccessConfig } from '../../../shared/config/load-access-config.ts';
import { askableClusters } from '../../../shared/domain/askable.ts';
import { example } from '../../support/access-file.ts';
import { openedOnStaging } from '../../support/in-memory/lives.ts';
import { sweepOnce } from '../../support/in-memory/sweeping.ts';
import { World } from '../../support/in-memory/world.ts';

const old = `clusters:
  old-eu:
    environment: prod
    region: eu-west-1
    retired: true
    namespaces: [legacy]
    brokers:
      granter: arn:aws:iam::444455556666:role/k8s-access-granter
      revoker: arn:aws:iam::444455556666:role/k8s-access-revoker
      witness: arn:aws:iam::444455556666:role/k8s-access-witness
      externalId: k8s-access-example
`;
const { estate } = parseAccessConfig(example.replace('clusters:\n', old), 'access.yaml');

it('nothing can be asked for in a retired cluster, and it is no cluster to those who ask', () => {
  expect(askableClusters(estate, estate.rules)).toEqual(['prod-eu', 'staging-eu']);
  expect([...estate.retired.keys()]).toEqual(['old-eu']);
});

it('its revoker and its witness stay among those that the functions may be, and its granter does not', () => {
  const [live, old] = clusterAccounts(estate).map(({ roles }) => roles.map(({ broker }) => broker));
  expect(live).toEqual(['granter', 'revoker', 'witness']);
  expect(old).toEqual(['revoker', 'witness']);
});

it('a window that was open there when it was retired is swept, and closed at its end', async () => {
  const world = new World();
  const id = await openedOnStaging(world);
  const clusters = new Map(world.estate.clusters);
  const retired = new Map([...clusters].filter(([name]) => name === 'staging-eu'));
  for (const name of retired.keys()) clusters.delete(name);
  world.estate = { ...world.estate, clusters, retired };
  world.toMinute(63);
  expect(await sweepOnce(world)).toMatchObject({ clusters: 2, unreached: [] });
  expect(world.request(id).status).toBe('ended');
  expect(await sweepOnce(world)).toMatchObject({ clusters: 2 });
});
