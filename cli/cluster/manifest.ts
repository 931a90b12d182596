import { stringify } from 'yaml';
import { admissionPolicies } from '../../infra/cluster/admission/admission-policies.ts';
import { brokerEntries } from '../../infra/cluster/broker-entries.ts';
import { clusterManifest } from '../../infra/cluster/cluster-manifest.ts';
import { kyvernoCleanupRole } from '../../infra/cluster/kyverno.ts';
import { loadAccessConfig } from '../../shared/config/load-access-config.ts';
import { rolesGivenIn } from '../../shared/domain/askable.ts';
import { didYouMean } from '../../shared/domain/closest.ts';
import type { Cluster, Estate } from '../../shared/domain/estate.ts';
import type { Command } from '../command.ts';
import { readOptions, UsageError } from '../options.ts';
import { exitCodes } from '../terminal.ts';

const options = {
  config: { type: 'string', default: 'access.yaml' },
  kyverno: { type: 'boolean', default: false },
  'without-policies': { type: 'boolean', default: false },
} as const;

const help = `Prints what a cluster needs once, for its administrator to read and apply.

Usage:
  k8s-access cluster manifest <name>

Options:
  --config FILE       the estate; access.yaml, if left out
  --kyverno           also let Kyverno's clean-up controller remove bindings whose time is over
  --without-policies  leave out the admission policies, which need Kubernetes 1.30

The access entries of the broker's roles are not Kubernetes objects, so the commands that create them stand on top as
comments. The managed namespaces must exist. Ends with 2 if the command line or the file is wrong.

Example:
  npx k8s-access cluster manifest prod-eu | kubectl apply -f -
`;

/** Prints what a cluster needs once: roles, bindings, admission policies, and how to create the broker's entries. */
export const manifest: Command = {
  summary: 'print what a cluster needs once',
  help,
  onUnusableFile: exitCodes.misused,
  run: ([name, ...args], terminal) => {
    if (name === undefined || name.startsWith('-'))
      throw new UsageError('Name a cluster of access.yaml first.');
    const { config, kyverno, 'without-policies': withoutPolicies } = readOptions(args, options);
    const { estate } = loadAccessConfig(config);
    const cluster = clusterNamed(name, estate);
    const objects = [
      ...clusterManifest(cluster, rolesGivenIn(estate, cluster)),
      ...(withoutPolicies ? [] : admissionPolicies(cluster.adoptedUsernames ?? [])),
      ...(kyverno ? [kyvernoCleanupRole()] : []),
    ];
    terminal.out(`${entryCommands(cluster)}${objects.map(asDocument).join('')}`);
    return exitCodes.done;
  },
};

function clusterNamed(name: string, { clusters }: Estate): Cluster {
  const found = [...clusters.values()].find((cluster) => cluster.name === name);
  if (found !== undefined) return found;
  const known = [...clusters.keys()];
  throw new UsageError(
    `There is no cluster ${name}.${didYouMean(name, known)} The file has ${known.join(', ')}.`,
  );
}

function entryCommands(cluster: Cluster): string {
  const commands = brokerEntries(cluster).map(({ principalArn, username, groups }) =>
    [
      `aws eks create-access-entry --cluster-name ${cluster.name} --region ${cluster.region} --type STANDARD`,
      `  --principal-arn ${principalArn} --username ${username} --kubernetes-groups ${groups.join(' ')}`,
    ].join(' \\\n'),
  );
  const lines = ['The access entries of the broker, once, with the AWS CLI:', ...commands]
    .join('\n')
    .split('\n');
  return `${lines.map((line) => `# ${line}`).join('\n')}\n`;
}

function asDocument(object: object): string {
  return `---\n${stringify(object, { lineWidth: 0 })}`;
}
