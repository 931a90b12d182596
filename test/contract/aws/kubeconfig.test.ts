import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { CreateAccessEntryCommand } from '@aws-sdk/client-eks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { writeKubeconfigs } from '../../../local/kubeconfig/write-kubeconfigs.ts';
import { alice, ENGINEER_ROLE, eksClient, REGION, startAws, temporaryDirectory } from '../../support/aws.ts';

const data = temporaryDirectory();
const kubeconfig = (name: string) => parse(readFileSync(`${data}/kubeconfig/${name}.yaml`, 'utf8'));
const pluginOf = (name: string) => kubeconfig(name).users[0].user.exec;
const runPlugin = ({ command, args }: { command: string; args: string[] }) =>
  promisify(execFile)(command, args, { cwd: '/', env: {} });

beforeAll(() => {
  writeKubeconfigs({
    awsEndpoint: 'http://127.0.0.1:9',
    dataDirectory: data,
    region: REGION,
    personas: ['alice', 'bob'].map((name) => ({ name, credentials: alice })),
    clusters: ['prod-eu', 'staging-eu'].map((name) => ({
      name,
      endpoint: 'https://127.0.0.1:6443',
      certificateAuthority: 'CA',
      admin: { certificate: 'CERT', key: 'KEY' },
    })),
  });
});
afterAll(() => rmSync(data, { recursive: true }));

describe('the kubeconfigs', () => {
  it('are one for each persona and cluster, and one for each administrator', () => {
    expect(readdirSync(`${data}/kubeconfig`)).toEqual(
      ['admin', 'alice', 'bob'].flatMap((name) => [`${name}-prod-eu.yaml`, `${name}-staging-eu.yaml`]),
    );
  });
  it('and the credentials beside them can be read by their owner only', () => {
    for (const folder of ['kubeconfig', 'aws']) {
      for (const file of readdirSync(`${data}/${folder}`)) {
        expect([file, statSync(`${data}/${folder}/${file}`).mode & 0o777]).toEqual([file, 0o600]);
      }
    }
  });
  it('name the API server and its CA', () => {
    expect(kubeconfig('alice-prod-eu')).toMatchObject({
      'current-context': 'alice@prod-eu',
      clusters: [{ cluster: { server: 'https://127.0.0.1:6443', 'certificate-authority-data': 'Q0E=' } }],
    });
  });
  it('of an administrator hold a client certificate', () => {
    expect(kubeconfig('admin-prod-eu').users[0].user).toEqual({
      'client-certificate-data': 'Q0VSVA==',
      'client-key-data': 'S0VZ',
    });
  });
});

describe('the credential plugin', () => {
  it('needs no PATH, HOME or cwd, and its token authenticates', async () => {
    const aws = await startAws();
    await eksClient(aws).send(
      new CreateAccessEntryCommand({
        clusterName: 'prod-eu',
        principalArn: ENGINEER_ROLE,
        username: 'k8s-access:{{SessionNameRaw}}',
      }),
    );
    const { stdout, stderr } = await runPlugin(pluginOf('alice-prod-eu'));
    expect(stderr).toBe('');
    const { status, ...rest } = JSON.parse(stdout);
    expect(rest).toEqual({ apiVersion: 'client.authentication.k8s.io/v1beta1', kind: 'ExecCredential' });
    expect(Object.keys(status)).toEqual(['token']);
    expect(await aws.endpoint.reviewToken(status.token, 'prod-eu')).toMatchObject({
      authenticated: true,
      user: { username: 'k8s-access:alice@example.com' },
    });
    await aws.stop();
  });
  it('says what to do when the credentials are gone or broken, and tells nothing of them', async () => {
    const plugin = pluginOf('bob-prod-eu');
    const file = `${data}/aws/bob.json`;
    writeFileSync(file, '{"secretAccessKey":"do-not-tell"}');
    await expect(runPlugin(plugin)).rejects.toMatchObject({
      code: 1,
      stderr: `${file} does not hold AWS credentials: start the local platform again.\n`,
    });
    rmSync(file);
    await expect(runPlugin(plugin)).rejects.toMatchObject({
      stderr: `Cannot read ${file}: start the local platform again, it writes this file.\n`,
    });
  });
});
