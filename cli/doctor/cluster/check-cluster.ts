import { isDeepStrictEqual } from 'node:util';
import { type BrokerEntry, brokerEntries } from '../../../infra/cluster/broker-entries.ts';
import { clusterManifest } from '../../../infra/cluster/cluster-manifest.ts';
import type { KubernetesObject } from '../../../infra/cluster/kubernetes-object.ts';
import { rolesGivenIn } from '../../../shared/domain/askable.ts';
import { type Broker, brokersIn, type Estate } from '../../../shared/domain/estate.ts';
import { DependencyError, RoleMissingError } from '../../../shared/usecases/errors.ts';
import { type Finding, findingsAbout } from '../finding.ts';
import { checkAdmission } from './check-admission.ts';
import { checkRights } from './check-rights.ts';
import type { ClusterUnderCheck } from './cluster-under-check.ts';

/**
 * Looks at one cluster: whether EKS says that it is well, knows the brokers, and is what its manifest makes it. What
 * cannot be reached, or takes no entries, ends the look, because everything after it would say the same.
 */
export async function checkCluster(checked: ClusterUnderCheck, estate: Estate): Promise<readonly Finding[]> {
  const { cluster } = checked;
  const manifest = clusterManifest(cluster, rolesGivenIn(estate, cluster));
  const known = brokerEntries(cluster, brokersIn(estate, cluster));
  const steps = [
    checkState,
    (one: ClusterUnderCheck) => checkEntries(one, known),
    (one: ClusterUnderCheck) => checkRoles(one, manifest),
    (one: ClusterUnderCheck) => checkRights(one, known, manifest),
    checkAdmission,
    checkAssuming,
  ];
  const found: Finding[] = [];
  try {
    for (const step of steps) {
      const these = await step(checked);
      found.push(...these);
      if (step === checkState && these.some(({ outcome }) => outcome === 'problem')) break;
    }
    return found;
  } catch (error) {
    if (!(error instanceof DependencyError)) throw error;
    return [...found, findingsAbout(cluster.name).problem(error.message)];
  }
}

async function checkState({ cluster, state }: ClusterUnderCheck): Promise<readonly Finding[]> {
  const { well, problem, unknown } = findingsAbout(cluster.name);
  const { status, authenticationMode } = await state();
  return [
    authenticationMode === 'CONFIG_MAP'
      ? problem(
          `The authentication mode is CONFIG_MAP, so the cluster takes no access entries. Change it: aws eks update-cluster-config --name ${cluster.name} --region ${cluster.region} --access-config authenticationMode=API_AND_CONFIG_MAP`,
        )
      : well(`The authentication mode is ${authenticationMode}.`),
    status === 'ACTIVE'
      ? well('EKS says that it is ACTIVE.')
      : unknown(`EKS says that it is ${status}. Look again when it is ACTIVE.`),
  ];
}

async function checkEntries(
  { cluster, target, entries }: ClusterUnderCheck,
  known: readonly BrokerEntry[],
): Promise<readonly Finding[]> {
  const { well, problem } = findingsAbout(cluster.name);
  return Promise.all(
    known.map(async ({ principalArn, username, groups }) => {
      const mend = `Deploy the stack of its account's broker entries, or use the commands on top of \`k8s-access cluster manifest ${cluster.name}\`.`;
      const entry = await entries.describe(target, principalArn);
      if (entry === undefined) return problem(`${principalArn} has no access entry. ${mend}`);
      const asMade = isDeepStrictEqual([entry.username, entry.groups], [username, groups]);
      return asMade
        ? well(`${principalArn} is known as ${username}.`)
        : problem(
            `The access entry of ${principalArn} says ${[entry.username, ...entry.groups].join(', ')} in place of ${[username, ...groups].join(', ')}. Delete it. ${mend}`,
          );
    }),
  );
}

async function checkRoles(
  { cluster, target, witness }: ClusterUnderCheck,
  manifest: readonly KubernetesObject[],
): Promise<readonly Finding[]> {
  const { well, problem } = findingsAbout(cluster.name);
  const mend = `Apply \`k8s-access cluster manifest ${cluster.name}\` again.`;
  const found: Finding[] = [];
  for (const object of manifest) {
    if (object.kind !== 'ClusterRole') continue;
    const { name } = object.metadata;
    const shipped = object.rules.map((rule) => ({ resourceNames: [], ...rule }));
    const inCluster = await witness.rulesOf(target, name, 'cluster').catch((error: unknown) => {
      if (error instanceof RoleMissingError) return undefined;
      throw error;
    });
    if (inCluster === undefined) found.push(problem(`There is no ClusterRole ${name}. ${mend}`));
    else if (!isDeepStrictEqual(inCluster, shipped)) {
      found.push(problem(`The ClusterRole ${name} is not the one that is shipped. ${mend}`));
    }
  }
  return found.length > 0 ? found : [well('The ClusterRoles are those that are shipped.')];
}

const others: readonly Broker[] = ['granter', 'revoker'];

// Whoever runs this is rightly trusted as the witness alone, so that the others do not trust them is no problem.
async function checkAssuming({ cluster, assume }: ClusterUnderCheck): Promise<readonly Finding[]> {
  const { well, unknown } = findingsAbout(cluster.name);
  return Promise.all(
    others.map((broker) =>
      assume(broker).then(
        () => well(`The ${broker} can be assumed.`),
        () =>
          unknown(
            `Whether the functions can be the ${broker} was not tried: its role does not trust you, as it should not.`,
          ),
      ),
    ),
  );
}
