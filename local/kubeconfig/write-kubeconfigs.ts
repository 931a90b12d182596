import { join } from 'node:path';
import { credentialsFile, type PersonaCredentials, writeAwsProfiles } from './aws-profiles.ts';
import {
  adminKubeconfig,
  type ClientCertificate,
  type KubeconfigCluster,
  personaKubeconfig,
} from './kubeconfig.ts';
import { writePrivateFile } from './private-file.ts';

export interface KubeconfigOptions {
  readonly dataDirectory: string;
  readonly region: string;
  /** Where the local EKS and STS answer; the profiles name it, so that the AWS CLI needs no `--endpoint-url`. */
  readonly awsEndpoint: string;
  readonly personas: readonly PersonaCredentials[];
  readonly clusters: readonly (KubeconfigCluster & { readonly admin: ClientCertificate })[];
}

/**
 * Writes what people sign in with, each file with mode 0600: `<data>/kubeconfig/<persona>-<cluster>.yaml`,
 * `<data>/kubeconfig/admin-<cluster>.yaml`, and the AWS profiles below `<data>/aws`.
 */
export function writeKubeconfigs({
  dataDirectory,
  region,
  awsEndpoint,
  personas,
  clusters,
}: KubeconfigOptions): void {
  writeAwsProfiles(dataDirectory, region, awsEndpoint, personas);
  const write = (name: string, content: string) =>
    writePrivateFile(join(dataDirectory, 'kubeconfig', `${name}.yaml`), content);
  for (const cluster of clusters) {
    write(`admin-${cluster.name}`, adminKubeconfig(cluster, cluster.admin));
    for (const { name } of personas) {
      const plugin = { credentialsFile: credentialsFile(dataDirectory, name), region };
      write(`${name}-${cluster.name}`, personaKubeconfig(name, cluster, plugin));
    }
  }
}
