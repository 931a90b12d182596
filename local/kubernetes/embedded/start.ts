import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Pki } from '../../pki.ts';
import type { Store } from '../../store.ts';
import { askForCertificate } from '../client-certificate.ts';
import type { RunningCluster, TokenReviewer } from '../cluster.ts';
import { openServiceAccountTokens } from './authn/service-account-tokens.ts';
import { bootstrap } from './bootstrap.ts';
import type { ClusterState } from './call.ts';
import { asListItem } from './handlers/read.ts';
import { openObjectStore } from './object-store.ts';
import { openAuthorizer } from './rbac/authorizer.ts';
import { clusterRoleBindings, roleBindings } from './resources.ts';
import { serve } from './server.ts';

export interface EmbeddedClusterOptions {
  readonly name: string;
  /** Keeps the cluster's objects, under collections that begin with `kubernetes/<name>/`. */
  readonly store: Store;
  /** Signs the serving certificate, and the client certificates that are accepted. */
  readonly pki: Pki;
  readonly reviewToken: TokenReviewer;
  /** Platform time, in milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Starts a Kubernetes API server in this process: RBAC, watches and preconditions are real, nothing runs in it.
 * It listens on a free port of 127.0.0.1; what it holds survives a restart and a SIGKILL.
 */
export async function startEmbeddedCluster(options: EmbeddedClusterOptions): Promise<RunningCluster> {
  const { name, pki, reviewToken } = options;
  const state = openState(options);
  bootstrap(state);
  const serving = await pki.issue({ commonName: 'kube-apiserver', hosts: ['127.0.0.1', 'localhost'] });
  const authenticators = { cluster: name, tokens: state.tokens, reviewToken };
  const server = createServer(
    {
      cert: serving.certificatePem,
      key: serving.privateKeyPem,
      ca: pki.caPem,
      ...askForCertificate,
    },
    (request, response) => void serve(state, authenticators, request, response),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    name,
    url: `https://127.0.0.1:${port}`,
    caPem: pki.caPem,
    objects: async (kind) =>
      state.objects.list(kind === 'roleBindings' ? roleBindings : clusterRoleBindings).map(asListItem),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function openState({ name, store, now }: EmbeddedClusterOptions): ClusterState {
  const objects = openObjectStore(store, name);
  const authorizer = openAuthorizer(objects);
  const tokens = openServiceAccountTokens(store, name, objects, now);
  return { name, objects, authorizer, tokens, now };
}
