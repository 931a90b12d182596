import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Pki } from '../../pki.ts';
import type { BindingCollection, RunningCluster, TokenReviewer } from '../cluster.ts';
import { type AdminClient, openAdminClient } from './admin-client.ts';
import { findAssets } from './assets.ts';
import { type Child, ClusterStartError, requireRunning, startChild } from './child.ts';
import { writeFiles } from './files.ts';
import { apiServerFlags, controllerManagerFlags, etcdFlags } from './flags.ts';
import { freePorts } from './ports.ts';
import { startTokenWebhook } from './token-webhook.ts';

export interface RealClusterOptions {
  readonly name: string;
  /** The cluster keeps its files in `<dataDirectory>/<name>`. */
  readonly dataDirectory: string;
  /** The folder with etcd, kube-apiserver and kube-controller-manager (KUBEBUILDER_ASSETS). */
  readonly assets: string;
  readonly pki: Pki;
  readonly reviewToken: TokenReviewer;
}

/** Milliseconds that a cluster may take to come up; alone on two idle cores it takes about 5,000. */
const startLimit = 60_000;

/**
 * Starts etcd, kube-apiserver and the three controllers that matter here, on free ports of 127.0.0.1.
 * Its data survives a restart. Children that a killed platform left behind on the same data are ended first.
 * Throws KubernetesAssetsError for a folder without the binaries and ClusterStartError when one does not come up.
 */
export async function startRealCluster(options: RealClusterOptions): Promise<RunningCluster> {
  const assets = findAssets(options.assets);
  const { name, pki } = options;
  const admin = await pki.issue({ commonName: 'k8s-access-local', organizations: ['system:masters'] });
  const webhook = await startTokenWebhook(name, pki, options.reviewToken);
  const children: Child[] = [];
  const stop = async () => {
    // Only etcd holds state; the others would wait for their open watches.
    await Promise.all(children.map((child) => child.end(child.name === 'etcd' ? 'SIGTERM' : 'SIGKILL')));
    await webhook.stop();
  };
  try {
    const [etcdPort = 0, peerPort = 0, port = 0] = await freePorts(3);
    const url = `https://127.0.0.1:${port}`;
    const directory = resolve(join(options.dataDirectory, name));
    const files = await writeFiles(directory, pki, { apiServer: url, tokenWebhook: webhook.url }, admin);
    const client = openAdminClient(url, pki.caPem, admin);
    const start = async (binary: string, flags: readonly string[]) => {
      children.push(await startChild(binary, flags, directory));
    };
    await start(assets.etcd, etcdFlags(files, etcdPort, peerPort));
    await start(assets['kube-apiserver'], apiServerFlags(files, port, etcdPort));
    await until('kube-apiserver is not ready', children, () => isReady(client));
    await start(assets['kube-controller-manager'], controllerManagerFlags(files));
    await until('the role "edit" has no rules', children, () => hasAggregatedRoles(client));
    return { name, url, caPem: pki.caPem, objects: (kind) => listBindings(client, kind), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function until(
  problem: string,
  children: readonly Child[],
  isDone: () => Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + startLimit;
  while (!(await isDone().catch(() => false))) {
    for (const child of children) requireRunning(child);
    if (performance.now() > deadline) {
      const lines = children.flatMap((child) => child.lastLines());
      throw new ClusterStartError(`After ${startLimit / 1000} s ${problem}.`, lines);
    }
    await sleep(50);
  }
}

const isReady = async (client: AdminClient) => (await client.get('/readyz')).status === 200;

const roleSchema = z.object({ rules: z.array(z.unknown()).nullable() });

async function hasAggregatedRoles(client: AdminClient): Promise<boolean> {
  const { body } = await client.get('/apis/rbac.authorization.k8s.io/v1/clusterroles/edit');
  return (roleSchema.parse(JSON.parse(body)).rules ?? []).length > 0;
}

const listSchema = z.object({ items: z.array(z.unknown()) });

async function listBindings(client: AdminClient, kind: BindingCollection): Promise<readonly unknown[]> {
  const { body } = await client.get(`/apis/rbac.authorization.k8s.io/v1/${kind.toLowerCase()}`);
  return listSchema.parse(JSON.parse(body)).items;
}
