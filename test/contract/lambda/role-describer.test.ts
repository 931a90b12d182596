import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lambdaApp } from '../../../local/lambda/endpoint.ts';
import { failure, type Invoke } from '../../../local/lambda/invocation.ts';
import { listen } from '../../../local/listen.ts';
import { lambdaRoleDescriber } from '../../../shared/adapters/lambda/role-describer.ts';
import { clusterRole } from '../../../shared/domain/grant.ts';
import { parseClusterName, parseRoleName } from '../../../shared/domain/scope.ts';
import type { RoleSeen } from '../../../shared/usecases/role-ports.ts';
import { ruleOf } from '../../support/policy-rules.ts';
import { must } from '../../support/records.ts';

const cluster = must(parseClusterName('prod-eu'));
const [view, edit] = [must(parseRoleName('view')), must(parseRoleName('edit'))];
const pods = ruleOf({ verbs: ['get'], resources: ['pods'], resourceNames: ['web'] });
const viewSeen = { role: view, seen: 'rules' as const, grant: clusterRole('k8s-access:view'), rules: [pods] };
const unreachable = [view, edit].map((role) => ({ role, seen: 'unreachable' }));

let stop: () => Promise<void>;
let invoke: Invoke;
let reported: unknown[];

const answering = (roles: readonly RoleSeen[]): Awaited<ReturnType<Invoke>> => ({
  ok: true,
  payload: JSON.parse(JSON.stringify(roles)),
});

beforeEach(async () => {
  reported = [];
  const services = await listen(0);
  const has = (name: string) => name === 'describe-role';
  services.serve(lambdaApp({ has, invoke: (...call) => invoke(...call), invokeAsync: () => undefined }));
  stop = services.stop;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_LAMBDA: services.url,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example',
  });
});
afterEach(() => stop());

const ask = (functionName = 'describe-role', patience = 1000) =>
  lambdaRoleDescriber({
    functionName,
    patience,
    reporter: { failed: (_, error) => void reported.push(error), alarm: () => {} },
  }).describe({ cluster, roles: [view, edit] });

describe('asking the function that describes roles', () => {
  it('sends the question and answers in its order', async () => {
    let asked: unknown;
    invoke = async (_, payload) => {
      asked = payload;
      return answering([{ role: edit, seen: 'missing' }, viewSeen]);
    };
    expect(await ask()).toEqual([viewSeen, { role: edit, seen: 'missing' }]);
    expect(asked).toEqual({ cluster: 'prod-eu', roles: ['view', 'edit'] });
    expect(reported).toEqual([]);
  });

  it('takes a role that the answer leaves out as unreachable', async () => {
    invoke = async () => answering([viewSeen]);
    expect(await ask()).toEqual([viewSeen, { role: edit, seen: 'unreachable' }]);
  });

  it.each<[string, Invoke]>([
    ['fails', async () => failure('Lambda.Unknown', 'it ended')],
    ['answers something else', async () => ({ ok: true, payload: { roles: [] } })],
    ['answers nothing', async () => ({ ok: true, payload: null })],
  ])('answers that nothing could be read, and reports why, where the function %s', async (_, answer) => {
    invoke = answer;
    expect(await ask()).toEqual(unreachable);
    expect(reported).toHaveLength(1);
  });

  it('does not wait longer than it has patience', async () => {
    invoke = () => new Promise(() => undefined);
    const before = Date.now();
    expect(await ask('describe-role', 100)).toEqual(unreachable);
    expect(Date.now() - before).toBeLessThan(900);
    expect(reported).toMatchObject([{ name: 'AbortError' }]);
  });

  it('answers the same where there is no such function', async () => {
    expect(await ask('absent')).toEqual(unreachable);
    expect(reported).toMatchObject([{ name: 'ResourceNotFoundException' }]);
  });
});
