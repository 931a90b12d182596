import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openClock } from '../../../local/clock.ts';
import { startEmbeddedCluster } from '../../../local/kubernetes/embedded/start.ts';
import { lambdaApp } from '../../../local/lambda/endpoint.ts';
import { openLambda } from '../../../local/lambda/lambda.ts';
import { listen } from '../../../local/listen.ts';
import { openMetrics } from '../../../local/metrics.ts';
import { openPki } from '../../../local/pki.ts';
import { openStore } from '../../../local/store.ts';
import { parseClusterCall } from '../../../shared/adapters/lambda/cluster-call.ts';
import type { Target } from '../../../shared/domain/request.ts';
import { startEstate, type TestEstate } from '../../support/cluster-adapters.ts';
import { alice, bindingOf, draft, payments } from '../cluster-adapters/support/drafts.ts';

const name = 'k8s-access-calls';
const source = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const modulePath = source('functions/cluster-calls/create.ts');
const threadPath = source('local/lambda/thread.ts');

let estate: TestEstate;
let target: Target;
let otherCaPem: string;
let carried = 0;
const stops: (() => Promise<void> | void)[] = [];

/** The function as the local Lambda runs it, told that clusters are in the domain. */
async function startCarrier(domain: string): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'k8s-access-'));
  const store = openStore(directory);
  const clock = openClock(store.collection('clock'));
  const functions = [{ name, modulePath, environment: { CLUSTER_DOMAIN: domain }, timeoutSeconds: 15 }];
  const lambda = openLambda({
    functions,
    threadPath,
    clock,
    store,
    logFile: join(directory, 'functions.log'),
    metrics: openMetrics(store.collection('metric'), clock.now),
  });
  const services = await listen(0);
  const invoke: typeof lambda.invoke = (...call) => {
    carried += 1;
    return lambda.invoke(...call);
  };
  services.serve(lambdaApp({ ...lambda, invoke }));
  process.env['AWS_ENDPOINT_URL_LAMBDA'] = services.url;
  stops.push(async () => {
    await services.stop();
    await lambda.stop();
    store.close();
    rmSync(directory, { recursive: true });
  });
}

beforeAll(async () => {
  estate = await startEstate(startEmbeddedCluster);
  target = { ...estate.target, via: `arn:aws:lambda:eu-central-1:111122223333:function:${name}` };
  await startCarrier('127.0.0.1');
  const elsewhere = mkdtempSync(join(tmpdir(), 'k8s-access-'));
  otherCaPem = (await openPki(elsewhere)).caPem;
  rmSync(elsewhere, { recursive: true });
});
afterEach(() => estate.announce(estate.cluster.caPem));
afterAll(async () => {
  for (const stop of stops) await stop();
  await estate.stop();
});

describe('a private cluster', () => {
  it('is opened and closed through the function, with the same facts as any other', async () => {
    const { bindings, witness } = estate.access();
    const made = draft();
    const binding = bindingOf(made, await bindings.create(target, made));
    await bindings.addSubject(target, binding, alice.username);
    const rules = await witness.rulesOf(target, made.clusterRole, 'namespace');
    const allowed = async () =>
      (await witness.ask(target, alice, [payments], rules)).every((answer) => answer.allowed);
    await expect.poll(allowed, { timeout: 10_000 }).toBe(true);
    expect(await bindings.findUid(target, binding, made.requestId)).toBe(binding.uid);
    await bindings.remove(target, binding);
    await expect.poll(allowed, { timeout: 10_000 }).toBe(false);
    expect(await bindings.findUid(target, binding, made.requestId)).toBeUndefined();
    expect(carried).toBeGreaterThan(5);
  });

  it('refuses as any other does: its own words come back', async () => {
    const made = draft({ clusterRole: 'cluster-admin' });
    await expect(estate.access().bindings.create(target, made)).rejects.toThrow(
      /^Cluster prod-eu did not create the role binding .*: 403 Forbidden: .*Apply the manifests/s,
    );
  });

  it('with a certificate of another authority is not trusted by the function either', async () => {
    estate.announce(otherCaPem);
    await expect(estate.access().witness.rulesOf(target, 'k8s-access:view', 'namespace')).rejects.toThrow(
      /its certificate is not from the authority that EKS names for it/,
    );
  });

  it('whose function is gone did not answer, and the message names the address', async () => {
    const gone = { ...target, via: 'arn:aws:lambda:eu-central-1:111122223333:function:gone' };
    await expect(estate.access().witness.rulesOf(gone, 'k8s-access:view', 'namespace')).rejects.toThrow(
      /it did not answer \(ResourceNotFoundException\)/,
    );
  });
});

it('the function calls no host but those of clusters', async () => {
  await startCarrier('eks.amazonaws.com');
  await expect(estate.access().witness.rulesOf(target, 'k8s-access:view', 'namespace')).rejects.toThrow(
    /it did not answer \(NOT_A_CLUSTER\)/,
  );
});

describe('the function carries what the adapters call and nothing else', () => {
  const rbac = '/apis/rbac.authorization.k8s.io/v1';
  const parse = (method: string, path: string) =>
    parseClusterCall({ endpoint: 'https://x.eks.amazonaws.com', caPem: 'pem', method, path, headers: {} });

  it.each([
    ['POST', `${rbac}/namespaces/payments/rolebindings`],
    ['GET', `${rbac}/rolebindings?limit=500`],
    ['DELETE', `${rbac}/clusterrolebindings/k8s-access-0123456789ab`],
    ['GET', `${rbac}/clusterroles/k8s-access%3Aview`],
    ['POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews'],
    ['GET', '/api/v1/namespaces/payments'],
  ])('it carries %s %s', (method, path) => {
    expect(parse(method, path).path).toBe(path);
  });

  it.each([
    ['GET', '/api/v1/namespaces/payments/secrets'],
    ['POST', '/api/v1/namespaces/payments/pods'],
    ['POST', `${rbac}/clusterroles`],
    ['PATCH', `${rbac}/clusterroles/k8s-access:view`],
    ['DELETE', `${rbac}/namespaces/payments/rolebindings`],
    ['GET', `${rbac}/clusterroles/../../../../api/v1/secrets`],
    ['POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews/x'],
    ['GET', '/'],
  ])('it does not carry %s %s', (method, path) => {
    expect(() => parse(method, path)).toThrow('the adapters make no such call');
  });

  it('nor anything without TLS', () => {
    const call = { endpoint: 'http://x.eks.amazonaws.com', caPem: 'pem', method: 'GET', headers: {} };
    expect(() => parseClusterCall({ ...call, path: '/api/v1/namespaces/payments' })).toThrow();
  });
});
