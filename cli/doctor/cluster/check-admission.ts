import type { AdmissionObject } from '../../../infra/cluster/admission/admission-object.ts';
import { admissionPolicies } from '../../../infra/cluster/admission/admission-policies.ts';
import type { StandingAdmission } from '../../../shared/adapters/kubernetes/admission-reader.ts';
import { type Finding, findingsAbout } from '../finding.ts';
import type { ClusterUnderCheck } from './cluster-under-check.ts';

/** What stands in a cluster under the kind and the name of one that is shipped; nothing if there is none. */
export type ReadAdmission = (shipped: AdmissionObject) => Promise<StandingAdmission | undefined>;

/** Whether the cluster has the admission policies that are shipped, in force, where its Kubernetes knows any. */
export async function checkAdmission({
  cluster,
  state,
  readAdmission,
}: Pick<ClusterUnderCheck, 'cluster' | 'state' | 'readAdmission'>): Promise<readonly Finding[]> {
  const { well, problem, unknown } = findingsAbout(cluster.name);
  const { version } = await state();
  if (!hasPolicies(version)) {
    return [
      unknown(
        `Kubernetes ${version} has no admission policies, so nothing but the shipped roles keeps a holder from leaving access behind. From 1.30 on, apply them with \`k8s-access cluster manifest ${cluster.name}\`.`,
      ),
    ];
  }
  const mend = `Apply \`k8s-access cluster manifest ${cluster.name}\` again.`;
  const found = await Promise.all(
    admissionPolicies(cluster.adoptedUsernames ?? []).map(async (shipped) => {
      const standing = await readAdmission(shipped);
      const what = `${shipped.kind} ${shipped.metadata.name}`;
      if (standing === undefined) return [problem(`There is no ${what}. ${mend}`)];
      return saysAll(shipped, standing)
        ? []
        : [problem(`The ${what} is not the one that is shipped. ${mend}`)];
    }),
  );
  const problems = found.flat();
  return problems.length > 0
    ? problems
    : [well('The admission policies are those that are shipped, and in force.')];
}

/** @param version as EKS tells it: `1.30` */
function hasPolicies(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 1 || minor >= 30;
}

// The API server fills in what was left out, so more than what is shipped may stand there.
function saysAll(shipped: AdmissionObject, standing: StandingAdmission): boolean {
  return contains(standing.spec, shipped.spec);
}

function contains(whole: unknown, part: unknown): boolean {
  if (Array.isArray(part)) {
    return (
      Array.isArray(whole) &&
      whole.length === part.length &&
      part.every((item, place) => contains(whole[place], item))
    );
  }
  if (typeof part !== 'object' || part === null) return whole === part;
  if (typeof whole !== 'object' || whole === null) return false;
  const members = new Map<string, unknown>(Object.entries(whole));
  return Object.entries(part).every(([key, value]) => contains(members.get(key), value));
}
