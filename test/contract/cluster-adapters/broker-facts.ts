import { describe, expect, it } from 'vitest';
import type { Broker } from '../../../shared/domain/estate.ts';
import type { TestEstate } from '../../support/cluster-adapters.ts';
import { alice, bindingOf, draft } from './support/drafts.ts';
import { rbacPath, roleBindingsPath } from './support/kubernetes-paths.ts';

const rbac = 'rbac.authorization.k8s.io';
const inPayments = roleBindingsPath('payments');
const binding = (name: string, role: string) => ({
  metadata: { name },
  roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: role },
});
const review = { spec: { user: 'x', resourceAttributes: { verb: 'get', resource: 'pods' } } };

/** What each of the broker's identities can and cannot do, by the manifest alone. */
export function brokerFacts(estate: () => TestEstate): void {
  const status = async (broker: Broker, ...call: Parameters<TestEstate['admin']['call']>) =>
    (await (await estate().as(broker)).call(...call)).status;

  describe('the granter', () => {
    it('can bind the roles of the estate in a managed namespace', async () => {
      expect(await status('granter', 'POST', inPayments, binding('by-granter', 'k8s-access:admin'))).toBe(
        201,
      );
    });

    it.each([
      ['delete a binding', 'DELETE', `${inPayments}/k8s-access:granters`, undefined],
      ['list bindings', 'GET', inPayments, undefined],
      ['bind cluster-admin', 'POST', inPayments, binding('up', 'cluster-admin')],
      ["bind the witness's role", 'POST', inPayments, binding('up', 'k8s-access:witness')],
      ['bind in another namespace', 'POST', roleBindingsPath('unmanaged'), binding('out', 'k8s-access:view')],
      [
        'bind in the whole cluster',
        'POST',
        `${rbacPath}/clusterrolebindings`,
        binding('out', 'k8s-access:view'),
      ],
      ['write a role', 'POST', `${rbacPath}/clusterroles`, { metadata: { name: 'own' }, rules: [] }],
      ['read a secret', 'GET', '/api/v1/namespaces/payments/secrets', undefined],
      ['ask about others', 'POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', review],
    ] as const)('cannot %s', async (_, method, path, body) => {
      expect(await status('granter', method, path, body)).toBe(403);
    });
  });

  describe('the revoker', () => {
    it('can list and delete bindings in a managed namespace', async () => {
      await estate().admin.create(inPayments, binding('to-go', 'view'));
      expect(await status('revoker', 'GET', inPayments)).toBe(200);
      expect(await status('revoker', 'DELETE', `${inPayments}/to-go`)).toBe(200);
    });

    it.each([
      ['create a binding', 'POST', inPayments, binding('up', 'k8s-access:view')],
      ['patch a binding', 'PATCH', `${inPayments}/k8s-access:revokers`, { subjects: [] }],
      ['delete in another namespace', 'DELETE', `${roleBindingsPath('unmanaged')}/any`, undefined],
      ['read a pod', 'GET', '/api/v1/namespaces/payments/pods', undefined],
    ] as const)('cannot %s', async (_, method, path, body) => {
      expect(await status('revoker', method, path, body)).toBe(403);
    });
  });

  describe('the witness', () => {
    it('can ask about others, and list bindings everywhere', async () => {
      expect(
        await status('witness', 'POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', review),
      ).toBe(201);
      expect(await status('witness', 'GET', `${rbacPath}/rolebindings`)).toBe(200);
    });

    it.each([
      ['create a binding', 'POST', inPayments, binding('up', 'k8s-access:view')],
      ['patch a binding', 'PATCH', `${inPayments}/k8s-access:revokers`, { subjects: [] }],
      ['delete a binding', 'DELETE', `${inPayments}/k8s-access:revokers`, undefined],
      ['read a secret', 'GET', '/api/v1/namespaces/payments/secrets', undefined],
      ['read a pod', 'GET', '/api/v1/namespaces/payments/pods', undefined],
    ] as const)('cannot %s', async (_, method, path, body) => {
      expect(await status('witness', method, path, body)).toBe(403);
    });
  });

  describe('the holder of a curated role', () => {
    it.each([
      ['view', 'get pods', true],
      ['view', 'get secrets', false],
      ['view', 'get pods/log', false],
      ['edit', 'delete pods', true],
      ['edit', 'create pods/exec', false],
      ['edit', 'get secrets', false],
      ['debug', 'create pods/exec', true],
      ['debug', 'get pods/log', true],
      ['debug', 'delete pods', false],
      ['admin', 'patch secrets', true],
      ['admin', 'update resourcequotas', true],
      ['admin', 'create secrets', false],
      ['admin', 'create serviceaccounts/token', false],
      ['admin', 'create rbac.authorization.k8s.io/rolebindings', false],
      ['admin', 'impersonate serviceaccounts', false],
    ])('%s: %s is %s', async (role, what, expected) => {
      const { target } = estate();
      const { bindings, witness } = estate().access();
      const made = draft({ clusterRole: `k8s-access:${role}` });
      const bound = bindingOf(made, await bindings.create(target, made));
      const subject = { ...alice, username: `k8s-access:${made.requestId}@example.com` };
      await bindings.addSubject(target, bound, subject.username);
      const rules = [ruleOf('get pods'), ruleOf(what)];
      const ask = () => witness.ask(target, subject, [made.namespace], rules);
      await expect.poll(async () => (await ask())[0]?.allowed).toBe(true);
      expect((await ask())[1]?.allowed).toBe(expected);
      await bindings.remove(target, bound);
    });
  });
}

function ruleOf(what: string) {
  const [verb = '', path = ''] = what.split(' ');
  const [first = '', ...rest] = path.split('/');
  const [group, resource] = first.includes('.') ? [first, rest.join('/')] : ['', path];
  return { verbs: [verb], apiGroups: [group], resources: [resource], resourceNames: [] };
}
