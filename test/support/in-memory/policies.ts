import type { PolicyLease, PolicyOnEntry } from '../../../shared/domain/policy-lease.ts';
import { DependencyError, StaleRecordError } from '../../../shared/usecases/errors.ts';
import type { AccessPolicies, PolicyLeases } from '../../../shared/usecases/policy-ports.ts';
import type { Cluster } from './cluster.ts';
import type { Gate } from './gate.ts';

const keyOf = (principalArn: string, policyArn: string) => `${principalArn} ${policyArn}`;

/** The access policies of clusters' entries: associating replaces the namespaces, as with EKS. */
export function policiesIn(clusters: (name: string) => Cluster, gate: Gate): AccessPolicies {
  return {
    find: ({ cluster }, principalArn, policyArn) =>
      gate.pass('policies.find', () => {
        const namespaces = clusters(cluster).associations.get(keyOf(principalArn, policyArn));
        return namespaces && { namespaces };
      }),
    associate: ({ cluster }, principalArn, policyArn, namespaces) =>
      gate.pass('policies.associate', () => {
        if (!clusters(cluster).entries.has(principalArn)) throw new DependencyError('there is no such entry');
        clusters(cluster).associations.set(keyOf(principalArn, policyArn), namespaces);
      }),
    dissociate: ({ cluster }, principalArn, policyArn) =>
      gate.pass(
        'policies.dissociate',
        () => void clusters(cluster).associations.delete(keyOf(principalArn, policyArn)),
      ),
  };
}

/** The leases of access policies; a writer who read an older version loses. */
export function policyLeasesIn(leases: Map<string, PolicyLease>, gate: Gate): PolicyLeases {
  const placeOf = ({ cluster, principalArn, policyArn }: PolicyOnEntry) =>
    `${cluster} ${keyOf(principalArn, policyArn)}`;
  const mustBeAt = (lease: PolicyLease, version: number) => {
    const place = placeOf(lease);
    const standing = leases.get(place);
    const isAnother = standing !== undefined && standing.madeAt !== lease.madeAt;
    if (isAnother || (standing?.version ?? 0) !== version) throw new StaleRecordError(place);
    return place;
  };
  return {
    find: (on) => gate.pass('policyLeases.find', () => leases.get(placeOf(on))),
    write: (lease) =>
      gate.pass('policyLeases.write', () => void leases.set(mustBeAt(lease, lease.version - 1), lease)),
    remove: (lease) =>
      gate.pass('policyLeases.remove', () => void leases.delete(mustBeAt(lease, lease.version))),
  };
}
