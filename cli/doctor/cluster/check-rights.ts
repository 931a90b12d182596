import type { BrokerEntry } from '../../../infra/cluster/broker-entries.ts';
import type { KubernetesObject } from '../../../infra/cluster/kubernetes-object.ts';
import type { Cluster } from '../../../shared/domain/estate.ts';
import { type Extent, type Namespace, wholeCluster } from '../../../shared/domain/scope.ts';
import type { Witness } from '../../../shared/usecases/cluster-ports.ts';
import { type Finding, findingsAbout } from '../finding.ts';
import { excessRights, neededRights, type RightsIn } from './broker-rights.ts';
import type { ClusterUnderCheck } from './cluster-under-check.ts';

/** A namespace that no estate manages. */
const unmanaged = 'kube-system' as Namespace;

/** Whether each broker may do in the cluster what the manifest gives it, and nothing that matters beside it. */
export async function checkRights(
  { cluster, target, witness }: ClusterUnderCheck,
  known: readonly BrokerEntry[],
  manifest: readonly KubernetesObject[],
): Promise<readonly Finding[]> {
  const places: readonly Extent[] = [...cluster.namespaces, unmanaged, wholeCluster];
  const ask = (entry: BrokerEntry, { extent, rules }: RightsIn) =>
    witness.ask(target, { ...entry, extra: {} }, [extent], rules);
  const found: Finding[] = [];
  for (const entry of known) {
    const needed = neededRights(entry, manifest);
    const missing = await answersTo(needed, (rights) => ask(entry, rights), false);
    const excess = await answersTo(excessRights(needed, places), (rights) => ask(entry, rights), true);
    found.push(...rightsFound(cluster, entry, missing, excess));
  }
  return found;
}

type Answers = Awaited<ReturnType<Witness['ask']>>;

async function answersTo(
  asked: readonly RightsIn[],
  ask: (rights: RightsIn) => Promise<Answers>,
  allowed: boolean,
): Promise<readonly string[]> {
  const said: string[] = [];
  for (const rights of asked) {
    const answers = await ask(rights);
    said.push(
      ...answers.filter((one) => one.allowed === allowed).map((one) => inWords(one.asked, rights.extent)),
    );
  }
  return said;
}

function rightsFound(
  { name }: Cluster,
  { username }: BrokerEntry,
  missing: readonly string[],
  excess: readonly string[],
): readonly Finding[] {
  const { well, problem } = findingsAbout(name);
  if (missing.length === 0 && excess.length === 0) {
    return [well(`${username} may do what it must, and nothing beside it.`)];
  }
  return [
    ...(missing.length > 0
      ? [
          problem(
            `${username} may not ${listed(missing)}. Apply \`k8s-access cluster manifest ${name}\` again.`,
          ),
        ]
      : []),
    ...(excess.length > 0
      ? [problem(`${username} may ${listed(excess)}, which it must not. Remove the binding that allows it.`)]
      : []),
  ];
}

const mostListed = 3;

function listed(items: readonly string[]): string {
  const more = items.length - mostListed;
  return `${items.slice(0, mostListed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function inWords(asked: string, extent: Extent): string {
  return `${asked} in ${extent === wholeCluster ? 'the whole cluster' : extent}`;
}
