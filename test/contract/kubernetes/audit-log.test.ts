import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningCluster } from '../../../local/kubernetes/cluster.ts';
import { startRealCluster } from '../../../local/kubernetes/real/start.ts';
import { openPki, type Pki } from '../../../local/pki.ts';
import { readLogDelivery } from '../../../shared/adapters/cloudwatch/audit-log.ts';
import { instantFrom, secondsAfter } from '../../../shared/domain/instant.ts';
import { joinLog } from '../../../shared/usecases/join-log.ts';
import { tellUse } from '../../../shared/usecases/tell-use.ts';
import { bearer, eventually, tokenFor } from '../../support/kubernetes.ts';
import { type Client, openClient } from '../../support/kubernetes-client.ts';
import { alice } from '../../support/records.ts';
import { deliveryOf, endedAt, openCallWorld, openedAt } from '../../support/window-calls.ts';

const assets = process.env['KUBEBUILDER_ASSETS'];
const rbac = '/apis/rbac.authorization.k8s.io/v1/namespaces/payments';
const now = () => instantFrom(Date.now());
/** For the log's clock to be past the seconds that are forgiven it. */
const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

describe.skipIf(assets === undefined)('the audit log that a real kube-apiserver writes', () => {
  const directory = mkdtempSync(join(tmpdir(), 'k8s-access-audit-log-'));
  let pki: Pki;
  let cluster: RunningCluster;
  let admin: Client;
  let holder: Client;

  beforeAll(async () => {
    pki = await openPki(directory);
    cluster = await startRealCluster({
      ...{ name: 'prod-eu', dataDirectory: directory, assets: assets ?? '', pki },
      reviewToken: async (token) => ({
        authenticated: true,
        user: JSON.parse(Buffer.from(token.slice(5), 'base64url').toString()),
      }),
    });
    admin = openClient(cluster, {
      certificate: await pki.issue({ commonName: 'a', organizations: ['system:masters'] }),
    });
    holder = openClient(cluster, bearer(tokenFor(alice.principal.username)));
  });
  afterAll(async () => {
    await cluster.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const lines = () => {
    const path = join(directory, 'prod-eu', 'audit.log');
    return existsSync(path)
      ? readFileSync(path, 'utf8')
          .split('\n')
          .filter((line) => line !== '')
      : [];
  };
  const ofAlice = () => lines().filter((line) => line.includes(alice.principal.username));

  it('tells what a holder did within the window, and raises the alarm for what came after it', async () => {
    await admin.post('/api/v1/namespaces', { metadata: { name: 'payments' } });
    await admin.post('/api/v1/namespaces/payments/secrets', { metadata: { name: 'db' }, data: {} });
    const subjects = [
      { kind: 'User', name: alice.principal.username, apiGroup: 'rbac.authorization.k8s.io' },
    ];
    const roleRef = { kind: 'ClusterRole', name: 'edit', apiGroup: 'rbac.authorization.k8s.io' };
    await admin.post(`${rbac}/rolebindings`, { metadata: { name: 'window' }, roleRef, subjects });
    const opened = openedAt(now());
    await eventually(async () => {
      expect((await holder.get('/api/v1/namespaces/payments/pods')).status).toBe(200);
    });
    await holder.get('/api/v1/namespaces/payments/secrets/db');
    await holder.get('/api/v1/nodes');
    await holder.post('/api/v1/namespaces/payments/pods/api-7f/exec?command=sh&stdin=true', {});
    await admin.delete(`${rbac}/rolebindings/window`);
    const over = endedAt(opened, now());
    await pause(2.5);
    await holder.get('/api/v1/namespaces/payments/secrets');
    await eventually(async () => {
      expect(ofAlice().some((line) => line.includes('"verb":"list"') && line.includes('secrets'))).toBe(true);
    });

    const clock = { at: now() };
    const world = openCallWorld(clock);
    world.put(over);
    const { id } = over.request;
    const { calls, unread } = readLogDelivery(deliveryOf(lines().toReversed()));
    expect(unread).toBe(0);
    // Twice, and the second time in another order.
    await joinLog(world.ports, calls);
    await joinLog(world.ports, readLogDelivery(deliveryOf(lines())).calls);
    expect(world.alarms).toEqual([
      { name: 'call-after-window', request: id, cluster: 'prod-eu', calls: '1', allowed: '0' },
    ]);
    expect(world.told).toEqual(['1 late, under 1.0']);

    await tellUse(world.ports);
    expect(world.told).toHaveLength(1);
    clock.at = secondsAfter(clock.at, 11 * 60);
    await tellUse(world.ports);
    await tellUse(world.ports);
    expect(world.told.slice(1)).toEqual([expect.stringMatching(/^\d+ calls, under 1\.0$/)]);
    const used = world.factsOf(id).find((fact) => fact.type === 'used');
    expect(used?.summary).toMatchObject({
      execs: ['payments/api-7f'],
      secretsRead: ['payments/db'],
      denied: expect.arrayContaining([{ what: 'list nodes in the cluster', times: 1 }]),
    });
    expect(used?.summary.done).toEqual(expect.arrayContaining([{ what: 'get secrets', times: 1 }]));
  });
});
