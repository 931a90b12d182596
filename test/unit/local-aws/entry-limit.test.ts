import { rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openAccessEntries } from '../../../local/aws/eks/access-entries.ts';
import { openClusters } from '../../../local/aws/eks/clusters.ts';
import { openStore } from '../../../local/store.ts';
import { ACCOUNT, REGION, temporaryDirectory } from '../../support/aws.ts';

it('the 3,001st access entry of a cluster is refused with ResourceLimitExceededException', () => {
  const directory = temporaryDirectory();
  const store = openStore(directory);
  const definitions = ['prod-eu', 'staging-eu'].map((name) => ({
    name,
    account: ACCOUNT,
    region: REGION,
    version: '1.32',
  }));
  const clusters = openClusters(definitions, 0);
  const entries = openAccessEntries({ store, clusters, principalId: () => undefined, now: () => 0 });
  const create = (cluster: string, name: string) =>
    entries.create(cluster, { principalArn: `arn:aws:iam::${ACCOUNT}:role/${name}`, type: 'STANDARD' });

  const first = create('prod-eu', 'r0');
  for (let index = 1; index < 3000; index++) {
    const principalArn = `arn:aws:iam::${ACCOUNT}:role/r${index}`;
    entries.replace({ ...first, principalArn });
  }
  expect(() => create('prod-eu', 'one-too-many')).toThrow(
    expect.objectContaining({ code: 'ResourceLimitExceededException', status: 400 }),
  );
  expect(create('staging-eu', 'elsewhere').principalArn).toContain('elsewhere');
  store.close();
  rmSync(directory, { recursive: true });
});
