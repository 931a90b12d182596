import { describe, expect, it, vi } from 'vitest';
import { create } from '../../../functions/describe-role/create.ts';
import { curatedRoles } from '../../../infra/cluster/curated-roles.ts';
import type { TestEstate } from '../../support/cluster-adapters.ts';
import { preparedExample } from '../../support/prepared-config.ts';

/** The function `describe-role`, as it must be on every API server. */
export function describeRoleFacts(estate: () => TestEstate): void {
  describe('the function that describes roles', () => {
    const start = () => create({ STAGE: 'test', ACCESS_CONFIG_PATH: preparedExample() }, Date.now);

    it('answers the rules that each ClusterRole has in the cluster', async () => {
      const answer = await start()({ cluster: 'prod-eu', roles: ['debug', 'view'] });
      const rulesOf = (clusterRole: string) =>
        curatedRoles
          .find(({ metadata }) => metadata.name === clusterRole)
          ?.rules.map((rule) => ({ resourceNames: [], ...rule }));
      expect(answer).toEqual(
        ['debug', 'view'].map((role) => {
          const clusterRole = `k8s-access:${role}`;
          return {
            role,
            seen: 'rules',
            grant: { kind: 'cluster-role', name: clusterRole },
            rules: rulesOf(clusterRole),
          };
        }),
      );
    });

    it('says that the cluster does not answer where it does not, and asks again the next time', async () => {
      const log = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
      const describeRole = start();
      estate().faults.arm({ target: 'kubernetes.readClusterRole', error: 503 });
      const ask = () => describeRole({ cluster: 'prod-eu', roles: ['view'] });
      expect(await ask()).toEqual([{ role: 'view', seen: 'unreachable' }]);
      expect(log).toHaveBeenCalledOnce();
      log.mockRestore();
      expect(await ask()).toMatchObject([{ seen: 'rules' }]);
      estate().faults.arm({ target: 'kubernetes.readClusterRole', error: 503 });
      expect(await ask()).toMatchObject([{ seen: 'rules' }]);
      estate().faults.clear();
    });

    it('takes no question that asks about nothing', async () => {
      await expect(start()({ cluster: 'prod-eu', roles: [] })).rejects.toMatchObject({ name: 'ZodError' });
    });
  });
}
