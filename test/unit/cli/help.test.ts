import { describe, expect, it } from 'vitest';
import { k8sAccess } from '../../support/command-line.ts';

const verbs = ['check', 'explain', 'test', 'replay'];

describe('help', () => {
  it.each([[[]], [['--help']], [['help']], [['policy', '--help']]])('%j lists the commands', async (args) => {
    const { code, out, err } = await k8sAccess(args);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const verb of verbs) expect(out).toContain(`k8s-access policy ${verb}`);
  });

  it.each(verbs)('policy %s says its options and what it ends with', async (verb) => {
    const asked = await k8sAccess(['policy', verb, '--help']);
    expect(asked).toEqual(await k8sAccess(['help', 'policy', verb]));
    expect(asked).toMatchObject({ code: 0, err: '' });
    expect(asked.out).toMatch(/--config FILE/);
    expect(asked.out).toMatch(/nds with 0/);
    for (const line of asked.out.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
  });
});

describe('the commands that call the endpoint', () => {
  const remote = [
    'request',
    'break-glass',
    'list',
    'status',
    'approve',
    'deny',
    'link',
    'withdraw',
    'release',
  ];

  it.each(remote)('%s says what it is called with, and what it ends with', async (verb) => {
    const { code, out, err } = await k8sAccess([verb, '--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`Usage: k8s-access ${verb}`);
    expect(out).toContain('--endpoint URL');
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
  });

  it.each([
    [['list'], 'The endpoint is missing'],
    [['list', '--endpoint', 'http://example.com'], 'must be a URL that begins with https://'],
    [['request', 'prod-eu', 'payments'], 'role, duration, reason are missing.'],
    [['status'], 'Say which request, by its id.'],
    [['list', '--endpiont', 'x'], "Unknown option '--endpiont'."],
  ])('%j is told what to write', async (args, words) => {
    const { code, out, err } = await k8sAccess(args, { K8S_ACCESS_ENDPOINT: '' });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(words);
  });

  it('an endpoint that does not answer is said to', async () => {
    const credentials = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'x', AWS_REGION: 'eu-central-1' };
    const ask = ['request', 'prod-eu', 'payments', 'view', '1h', 'why', '--endpoint', 'http://127.0.0.1:9'];
    const { code, err } = await k8sAccess(ask, credentials);
    expect(code).toBe(2);
    expect(err).toMatch(/127\.0\.0\.1:9 does not answer.* Repeat the command with --key [0-9a-f-]{36}/);
  });
});

describe('what it does not understand ends with 2', () => {
  it('a command that is nearly one is guessed', async () => {
    const { code, out, err } = await k8sAccess(['policy', 'expalin']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^There is no command policy expalin\. Did you mean policy explain\?\n\nUsage:/);
  });

  it('an option that is nearly one is guessed', async () => {
    const { code, err } = await k8sAccess(['policy', 'check', '--confg', 'x']);
    expect(code).toBe(2);
    expect(err).toBe(
      "Unknown option '--confg'. Did you mean --config?\n`k8s-access policy check --help` shows what there is.\n",
    );
  });

  it('all options that are missing are named at once', async () => {
    const { err } = await k8sAccess(['policy', 'explain', '--who', 'alice@example.com']);
    expect(err).toMatch(/^--cluster, --namespace, --role, --duration are missing\.\n/);
  });
});
