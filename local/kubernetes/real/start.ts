import { join, resolve } from 'node:path';
import * as z from 'zod';
import type { Pki } from '../../pki.ts';
import { type Child, startChild } from '../../processes/child.ts';
import { freePorts } from '../../processes/ports.ts';
import type { BindingCollection, RunningCluster, TokenReviewer } from '../cluster.ts';
import { type AdminClient, openAdminClient } from './admin-client.ts';
import { type Assets, findAssets } from './assets.ts';
import { writeFiles } from './files.ts';
import { apiServerFlags, controllerManagerFlags, etcdFlags } from './flags.ts';
import { startFrontProxy } from './front-proxy.ts';
import { untilAggregated, untilReady } from './readiness.ts';
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

/**
 * Starts etcd, kube-apiserver and the three controllers that matter here, on free ports of 127.0.0.1.
 * Its data survives a restart. Children that a killed platform left behind on the same data are ended first.
 * Throws KubernetesAssetsError for a folder without the binaries and ClusterStartError when one does not come up.
 */
export async function startRealCluster(options: RealClusterOptions): Promise<RunningCluster> {
  const assets = findAssets(options.assets);
  const running: Running = { children: [], servers: [] };
  try {
    return await start(options, assets, running);
  } catch (error) {
    await stop(running);
    throw error;
  }
}

/** What has been started so far, so that it can be ended. */
interface Running {
  readonly children: Child[];
  readonly servers: { stop(): Promise<void> }[];
}

async function start(options: RealClusterOptions, assets: Assets, running: Running): Promise<RunningCluster> {
  const { name, pki } = options;
  const { children, servers } = running;
  const webhook = await startTokenWebhook(name, pki, options.reviewToken);
  servers.push(webhook);
  const [etcdPort = 0, peerPort = 0, port = 0] = await freePorts(3);
  const apiServer = `https://127.0.0.1:${port}`;
  const directory = resolve(join(options.dataDirectory, name));
  const admin = await pki.issue({ commonName: 'k8s-access-local', organizations: ['system:masters'] });
  const files = await writeFiles(directory, pki, { apiServer, tokenWebhook: webhook.url }, admin);
  const client = openAdminClient(apiServer, pki.caPem, admin);
  const proxy = await startFrontProxy(apiServer, pki);
  servers.push(proxy);

  children.push(await startChild(assets.etcd, etcdFlags(files, etcdPort, peerPort), directory));
  const apiServerArgs = apiServerFlags(files, port, etcdPort);
  children.push(await startChild(assets['kube-apiserver'], apiServerArgs, directory));
  await untilReady(client, children);
  const controllers = assets['kube-controller-manager'];
  children.push(await startChild(controllers, controllerManagerFlags(files), directory));
  await untilAggregated(client, children);
  const objects = (kind: BindingCollection) => listBindings(client, kind);
  return { name, url: proxy.url, caPem: pki.caPem, objects, stop: () => stop(running) };
}

async function stop({ children, servers }: Running): Promise<void> {
  // Only etcd holds state; the others would wait for their open watches.
  await Promise.all(children.map((child) => child.end(child.name === 'etcd' ? 'SIGTERM' : 'SIGKILL')));
  await Promise.all(servers.map((server) => server.stop()));
}

const listSchema = z.object({ items: z.array(z.unknown()) });

async function listBindings(client: AdminClient, kind: BindingCollection): Promise<readonly unknown[]> {
  const { body } = await client.get(`/apis/rbac.authorization.k8s.io/v1/${kind.toLowerCase()}`);
  return listSchema.parse(JSON.parse(body)).items;
}
