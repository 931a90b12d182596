import { beforeEach, describe, expect, it } from 'vitest';
import { clusterRole as grantOf } from '../../../shared/domain/grant.ts';
import type { Instant } from '../../../shared/domain/instant.ts';
import { parseClusterName, parseRoleName } from '../../../shared/domain/scope.ts';
import { type DescribeRolePorts, describeRole } from '../../../shared/usecases/describe-role.ts';
import { DependencyError, RoleMissingError } from '../../../shared/usecases/errors.ts';
import { ruleOf } from '../../support/policy-rules.ts';
import { config, minutesAfterNoon, must } from '../../support/records.ts';

const cluster = must(parseClusterName('prod-eu'));
const [view, edit] = ['view', 'edit'].map((name) => must(parseRoleName(name)));
const pods = ruleOf({ verbs: ['get'], resources: ['pods'] });

let now: Instant;
let asked: string[];
let failure: Error | undefined;
let reported: unknown[];
let ports: DescribeRolePorts;

beforeEach(() => {
  now = minutesAfterNoon(0);
  asked = [];
  failure = undefined;
  reported = [];
  ports = {
    estate: config.estate,
    memory: new Map(),
    clock: () => now,
    reporter: { failed: (_, error) => void reported.push(error), alarm: () => {} },
    witness: {
      rulesOf: async ({ cluster: name, region }, clusterRole) => {
        asked.push(`${name} ${region} ${clusterRole}`);
        if (failure !== undefined) throw failure;
        return [pods];
      },
    },
  };
});

const ask = (...roles: string[]) =>
  describeRole(ports, { cluster, roles: roles.map((name) => must(parseRoleName(name))) });

describe('what roles do in a cluster', () => {
  it('is read from their ClusterRoles, in the order of the question', async () => {
    expect(await ask('edit', 'view')).toEqual([
      { role: edit, seen: 'rules', grant: grantOf('k8s-access:edit'), rules: [pods] },
      { role: view, seen: 'rules', grant: grantOf('k8s-access:view'), rules: [pods] },
    ]);
    expect(asked).toEqual(['prod-eu eu-central-1 k8s-access:edit', 'prod-eu eu-central-1 k8s-access:view']);
  });

  it('is remembered for five minutes, and then read again', async () => {
    await ask('view');
    now = minutesAfterNoon(4);
    await ask('view');
    expect(asked).toHaveLength(1);
    now = minutesAfterNoon(5);
    await ask('view');
    expect(asked).toHaveLength(2);
  });

  it('is missing where the cluster lacks the role, which is remembered too', async () => {
    failure = new RoleMissingError('no such role');
    expect(await ask('view')).toEqual([{ role: view, seen: 'missing' }]);
    await ask('view');
    expect(asked).toHaveLength(1);
  });

  it('is missing where access.yaml lacks the role or the cluster, and no cluster is asked', async () => {
    expect(await ask('operator')).toMatchObject([{ seen: 'missing' }]);
    const elsewhere = { cluster: must(parseClusterName('elsewhere')), roles: [must(parseRoleName('view'))] };
    expect(await describeRole(ports, elsewhere)).toMatchObject([{ seen: 'missing' }]);
    expect(asked).toEqual([]);
  });

  it('is unreachable where the cluster does not answer, which is reported and forgotten', async () => {
    failure = new DependencyError('prod-eu does not answer');
    expect(await ask('view')).toEqual([{ role: view, seen: 'unreachable' }]);
    expect(reported).toEqual([failure]);
    failure = undefined;
    expect(await ask('view')).toMatchObject([{ seen: 'rules' }]);
  });

  it('is not made up where the program is wrong', async () => {
    failure = new TypeError('not a function');
    await expect(ask('view')).rejects.toThrow(TypeError);
  });
});
