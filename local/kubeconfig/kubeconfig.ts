import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';

export interface KubeconfigCluster {
  readonly name: string;
  /** e.g. `https://127.0.0.1:6443` */
  readonly endpoint: string;
  /** PEM */
  readonly certificateAuthority: string;
}

/** A client certificate and its private key, PEM. */
export interface ClientCertificate {
  readonly certificate: string;
  readonly key: string;
}

const PLUGIN = fileURLToPath(new URL('./credential-plugin.ts', import.meta.url));

/**
 * A persona's kubeconfig, as YAML. It names Node and the plugin by absolute paths, so it needs no PATH, cwd or HOME.
 * v1beta1, because kubectl 1.20 refuses v1; `interactiveMode` is unknown to it and does no harm.
 */
export function personaKubeconfig(
  persona: string,
  cluster: KubeconfigCluster,
  plugin: { readonly credentialsFile: string; readonly region: string },
): string {
  return kubeconfig(persona, cluster, {
    exec: {
      apiVersion: 'client.authentication.k8s.io/v1beta1',
      command: process.execPath,
      args: [PLUGIN, plugin.credentialsFile, plugin.region, cluster.name],
      interactiveMode: 'Never',
    },
  });
}

/** The kubeconfig of a cluster's administrator, as YAML: for looking, and for tampering. */
export function adminKubeconfig(cluster: KubeconfigCluster, { certificate, key }: ClientCertificate): string {
  return kubeconfig('admin', cluster, {
    'client-certificate-data': base64(certificate),
    'client-key-data': base64(key),
  });
}

function kubeconfig(user: string, cluster: KubeconfigCluster, credentials: object): string {
  const context = `${user}@${cluster.name}`;
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: cluster.name,
        cluster: {
          server: cluster.endpoint,
          'certificate-authority-data': base64(cluster.certificateAuthority),
        },
      },
    ],
    users: [{ name: user, user: credentials }],
    contexts: [{ name: context, context: { cluster: cluster.name, user } }],
    'current-context': context,
  });
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
