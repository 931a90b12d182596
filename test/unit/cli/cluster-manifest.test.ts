import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { example } from '../../support/access-file.ts';
import { k8sAccess } from '../../support/command-line.ts';

const printed = async (...options: readonly string[]) => {
  const { code, out } = await k8sAccess(['cluster', 'manifest', ...options]);
  expect(code).toBe(0);
  return { out, objects: parseAllDocuments(out).map((each) => each.toJSON()) };
};
const kinds = (objects: readonly { readonly kind: string }[]) => new Set(objects.map(({ kind }) => kind));

describe('cluster manifest', () => {
  it('prints roles, bindings and admission policies, and how to create the entries of the broker', async () => {
    const { out, objects } = await printed('prod-eu');
    expect(kinds(objects)).toEqual(
      new Set([
        ...['ClusterRole', 'RoleBinding', 'ClusterRoleBinding'],
        ...['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
      ]),
    );
    expect(out).toContain('# aws eks create-access-entry --cluster-name prod-eu');
    expect(out).toContain('--kubernetes-groups k8s-access:granters');
    expect(out).not.toContain('kyverno');
  });

  it('leaves the policies out for clusters that are too old for them', async () => {
    const { objects } = await printed('prod-eu', '--without-policies');
    expect(kinds(objects)).not.toContain('ValidatingAdmissionPolicy');
  });

  it('has the policies know the names that adopted entries give', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'k8s-access-manifest-'));
    const config = join(folder, 'access.yaml');
    const key = "    adoptedUsernames: ['corp:']\n";
    writeFileSync(
      config,
      example.replace('  prod-eu:\n', (cluster) => cluster + key),
    );
    const { out } = await printed('prod-eu', '--config', config);
    expect(out.match(/startsWith\('corp:'\)/g)).toHaveLength(3);
    expect((await printed('staging-eu', '--config', config)).out).not.toContain('corp:');
    rmSync(folder, { recursive: true });
  });

  it('gives Kyverno its permission where that is wanted', async () => {
    const { objects } = await printed('prod-eu', '--kyverno');
    expect(objects.at(-1)).toMatchObject({
      metadata: { labels: { 'rbac.kyverno.io/aggregate-to-cleanup-controller': 'true' } },
      rules: [
        { resources: ['rolebindings', 'clusterrolebindings'], verbs: ['get', 'list', 'watch', 'delete'] },
      ],
    });
  });

  it.each([
    [[], 'Name a cluster of access.yaml first.'],
    [['prod-us'], 'There is no cluster prod-us. Did you mean prod-eu? The file has prod-eu, staging-eu.'],
    [['prod-eu', '--kyverno=yes'], '--kyverno'],
  ])('%j is a mistake that says what to do', async (args, said) => {
    const { code, err } = await k8sAccess(['cluster', 'manifest', ...args]);
    expect(code).toBe(2);
    expect(err).toContain(said);
  });
});
