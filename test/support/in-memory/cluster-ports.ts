import type { Estate } from '../../../shared/domain/estate.ts';
import { entryUsername } from '../../../shared/domain/identify.ts';
import { wholeCluster } from '../../../shared/domain/scope.ts';
import { manager, type StandingBinding } from '../../../shared/domain/standing-binding.ts';
import type { AccessEntries, Bindings, Witness } from '../../../shared/usecases/cluster-ports.ts';
import {
  BindingLostError,
  DependencyError,
  NamespaceMissingError,
  NameTakenError,
  RoleMissingError,
} from '../../../shared/usecases/errors.ts';
import type { RoleDescriber, RoleSeen } from '../../../shared/usecases/role-ports.ts';
import type { Cluster, StoredBinding } from './cluster.ts';
import type { Gate } from './gate.ts';

type Clusters = (name: string) => Cluster;

export function entriesIn(clusters: Clusters, gate: Gate): AccessEntries {
  return {
    describe: ({ cluster }, arn) => gate.pass('entries.describe', () => clusters(cluster).entrySeen(arn)),
    list: ({ cluster }) => gate.pass('entries.list', () => [...clusters(cluster).entries.keys()]),
    create: ({ cluster }, principal, generation) =>
      gate.pass('entries.create', () => {
        const { entries } = clusters(cluster);
        const principalArn = principal.arn;
        const made = {
          principalArn,
          type: 'STANDARD',
          username: entryUsername(principal),
          groups: [],
          generation,
        };
        if (!entries.has(principalArn)) entries.set(principalArn, made);
      }),
    delete: ({ cluster }, principalArn) =>
      gate.pass('entries.delete', () => clusters(cluster).deleteEntry(principalArn)),
  };
}

export function bindingsIn(clusters: Clusters, gate: Gate): Bindings {
  return {
    create: ({ cluster: name }, draft) =>
      gate.pass('bindings.create', () => {
        const cluster = clusters(name);
        const { requestId, namespace, clusterRole, closesAt } = draft;
        if (namespace !== wholeCluster && !cluster.namespaces.has(namespace))
          throw new NamespaceMissingError(namespace);
        const standing = cluster.bindingAt(namespace, draft.name);
        const made =
          standing ??
          cluster.bind({ requestId, namespace, name: draft.name, clusterRole, closesAt, users: [] });
        if (made.requestId !== requestId || made.clusterRole !== clusterRole)
          throw new NameTakenError(namespace);
        return made.uid;
      }),
    addSubject: ({ cluster: name }, { namespace, name: binding, uid }, username) =>
      gate.pass('bindings.addSubject', () => {
        const cluster = clusters(name);
        if (cluster.bindingAt(namespace, binding)?.uid !== uid) throw new BindingLostError(binding);
        cluster.setUsers(uid, [username]);
      }),
    relabel: ({ cluster: name }, { namespace, name: binding, uid }, end) => {
      const cluster = clusters(name);
      const read = cluster.bindingAt(namespace, binding);
      return gate.pass('bindings.relabel', () => {
        const standing = cluster.bindingAt(namespace, binding);
        if (standing?.uid !== uid) throw new BindingLostError(binding);
        // As the resource version that the patch carries does: too late, once another extension has been there.
        if (standing.extension !== read?.extension) throw new DependencyError(`${binding} has changed`);
        cluster.relabel(uid, end);
      });
    },
    findUid: ({ cluster: name }, binding, requestId) =>
      gate.pass('bindings.findUid', () => {
        const found = clusters(name).bindingAt(binding.namespace, binding.name);
        return found?.requestId === requestId ? found?.uid : undefined;
      }),
    isTaken: ({ cluster: name }, binding, requestId) =>
      gate.pass('bindings.isTaken', () => {
        const found = clusters(name).bindingAt(binding.namespace, binding.name);
        return found !== undefined && found.requestId !== requestId;
      }),
    list: ({ cluster: name }) =>
      gate.pass('bindings.list', () => {
        const cluster = clusters(name);
        if (!cluster.answers) throw new DependencyError(`${name} does not answer`);
        return cluster.bindings.map(asStanding);
      }),
    remove: ({ cluster: name }, { namespace, name: binding, uid }) =>
      gate.pass('bindings.remove', () => {
        const cluster = clusters(name);
        if (cluster.bindingAt(namespace, binding)?.uid === uid) cluster.unbind(uid);
      }),
  };
}

function asStanding(binding: StoredBinding): StandingBinding {
  const { namespace, name, uid, clusterRole: role, users, requestId } = binding;
  const marks = requestId === undefined ? {} : { managedBy: manager, request: requestId };
  return {
    ...{ name, uid, role, users, others: 0, roleKind: 'ClusterRole', marks },
    namespace: namespace as StandingBinding['namespace'],
  };
}

/** Tells what the estate's roles do in the clusters; like the real one, it answers that a cluster does not. */
export function describerIn(clusters: Clusters, { roles: known }: Estate, gate: Gate): RoleDescriber {
  return {
    describe: ({ cluster: name, roles }) =>
      gate.pass('roles.describe', () =>
        roles.map((role): RoleSeen => {
          const cluster = clusters(name);
          if (!cluster.answers) return { role, seen: 'unreachable' };
          const grant = known.get(role)?.grant;
          if (grant?.kind === 'access-policy') return { role, seen: 'policy', grant };
          const rules = grant && cluster.roles.get(grant.name);
          return grant === undefined || rules === undefined
            ? { role, seen: 'missing' }
            : { role, seen: 'rules', grant, rules };
        }),
      ),
  };
}

export function witnessIn(clusters: Clusters, gate: Gate): Witness {
  return {
    rulesOf: ({ cluster }, clusterRole) =>
      gate.pass('witness.rulesOf', () => {
        const rules = clusters(cluster).roles.get(clusterRole);
        if (rules === undefined) throw new RoleMissingError(clusterRole);
        return rules;
      }),
    ask: ({ cluster }, { username }, namespaces, rules) =>
      gate.pass('witness.ask', () => {
        const authorize = clusters(cluster).authorizer();
        return namespaces.flatMap((namespace) =>
          rules.map((rule) => {
            const by = authorize(username, namespace, rule);
            const reason = by && `RBAC: allowed by ${nameOf(by)} to User "${username}"`;
            const asked = `${rule.verbs[0]} ${rule.resources[0]}`;
            return { namespace, asked, allowed: by !== undefined, reason: reason ?? '' };
          }),
        );
      }),
  };
}

function nameOf({ name, namespace }: StoredBinding): string {
  return namespace === wholeCluster ? `ClusterRoleBinding "${name}"` : `RoleBinding "${name}/${namespace}"`;
}
