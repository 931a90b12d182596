import { ConfigError } from '../shared/config/config-error.ts';
import { DataDirectoryInUseError, DataDirectoryUnusableError } from './data-lock.ts';
import { DynamoDbUnavailableError } from './dynamodb/server.ts';
import { KubernetesAssetsError } from './kubernetes/real/assets.ts';
import { PortInUseError } from './listen.ts';
import { parseOptions, UsageError } from './options.ts';
import { startPlatform } from './platform.ts';
import { ClusterStartError } from './processes/child.ts';

/** What a person can mend; anything else is our own mistake and deserves its stack. */
const mendable = [
  ...[ConfigError, UsageError, PortInUseError, DataDirectoryInUseError, DataDirectoryUnusableError],
  ...[DynamoDbUnavailableError, KubernetesAssetsError, ClusterStartError],
];

try {
  const platform = await startPlatform(parseOptions(process.argv.slice(2)), process.env);
  process.stdout.write(
    [
      `k8s-access is up: ${platform.url}`,
      `  Kubernetes  ${platform.backend}; kubeconfigs in ${platform.dataDirectory}/kubeconfig`,
      `  AWS         ${platform.awsUrl} (EKS and STS; profiles in ${platform.dataDirectory}/aws)`,
      `  Commands    K8S_ACCESS_ENDPOINT=${platform.commandLineUrl} (docs/local.md shows how to be somebody)`,
      'Stop it with Ctrl-C.\n',
    ].join('\n'),
  );
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    platform.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
} catch (error) {
  const isMendable = mendable.some((type) => error instanceof type);
  const text =
    error instanceof Error ? (isMendable ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
