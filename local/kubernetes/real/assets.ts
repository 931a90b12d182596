import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';

const binaries = ['etcd', 'kube-apiserver', 'kube-controller-manager'] as const;

export type Assets = Readonly<Record<(typeof binaries)[number], string>>;

/** KUBEBUILDER_ASSETS names a folder that a cluster cannot be started from. */
export class KubernetesAssetsError extends Error {
  constructor(folder: string, problem: string) {
    super(
      `KUBEBUILDER_ASSETS names ${folder}, ${problem}. Point it at a folder that holds the executables ` +
        `${binaries.join(', ')}, or unset it to use the embedded Kubernetes API server.`,
    );
    this.name = 'KubernetesAssetsError';
  }
}

/** The paths of the three executables in `folder`; throws KubernetesAssetsError when one cannot be run. */
export function findAssets(folder: string): Assets {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new KubernetesAssetsError(folder, 'which is no folder');
  }
  const missing = binaries.filter((binary) => !isExecutable(join(folder, binary)));
  if (missing.length > 0) {
    throw new KubernetesAssetsError(folder, `where no executable ${missing.join(', ')} is`);
  }
  return {
    etcd: join(folder, 'etcd'),
    'kube-apiserver': join(folder, 'kube-apiserver'),
    'kube-controller-manager': join(folder, 'kube-controller-manager'),
  };
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
