import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleLimits, keptOut } from '../../bench/limits.ts';
import cdkJson from '../../cdk.json' with { type: 'json' };
import { FunctionMissingError } from '../../infra/bundle-function.ts';
import { bundledWith } from '../../infra/function-code.ts';
import { type FunctionName, functionNames } from '../../infra/names.ts';
import { functionEnvironment } from '../support/function-environment.ts';
import { config as example } from '../support/records.ts';
import { signingSecret } from '../support/slack.ts';
import { commandBody, delivery } from '../support/slack-delivery.ts';
import { controlPlane } from './control-plane.ts';

const run = promisify(execFile);
const bin = resolve('node_modules/.bin');
const out = mkdtempSync(join(tmpdir(), 'k8s-access-synth-'));
// No credentials, no region, and a home that holds none either.
const bare = { PATH: `${bin}:/usr/bin:/bin`, HOME: join(out, 'home') };

/** A template without what only the command line adds: the bundles, and hints for CDK's own tools. */
function essence(template: unknown): unknown {
  const { Resources } = template as { Resources: Record<string, { Metadata?: unknown; Properties: object }> };
  const withoutCode = ({ Metadata: _, ...resource }: { Metadata?: unknown; Properties: object }) => ({
    ...resource,
    Properties: { ...resource.Properties, Code: 'left out' },
  });
  return Object.fromEntries(Object.entries(Resources).map(([id, resource]) => [id, withoutCode(resource)]));
}

describe('cdk synth without credentials', () => {
  const bundles = () =>
    readdirSync(out)
      .filter((name) => name.startsWith('asset.'))
      .map((name) => join(out, name));

  const written = () => JSON.parse(readFileSync(join(out, 'ControlPlane.template.json'), 'utf8'));
  const bundleOf = (name: FunctionName) => {
    const resources: { Properties: { FunctionName?: string }; Metadata?: Record<string, string> }[] =
      Object.values(written().Resources);
    const found = resources.find(({ Properties }) => Properties.FunctionName === `k8s-access-test-${name}`);
    return join(out, found?.Metadata?.['aws:asset:path'] ?? 'none');
  };

  beforeAll(async () => {
    const context = ['stage=test', 'account=444455556666', 'region=eu-central-1'];
    const options = ['--quiet', '--output', out, ...context.flatMap((each) => ['-c', each])];
    await run(join(bin, 'cdk'), ['synth', ...options], { env: bare });
  }, 120_000);
  afterAll(() => rmSync(out, { recursive: true }));

  it('writes the very template that the local platform runs, with code in addition', () => {
    expect(essence(written())).toEqual(essence(controlPlane.template));
  });

  it('bundles each function with a source map, and what access.yaml says beside those that decide by it', () => {
    const files = bundles().map((bundle) => readdirSync(bundle).sort());
    const code = ['index.mjs', 'index.mjs.map'];
    const others = functionNames.filter((name) => name !== 'seal').map(() => ['access.json', ...code]);
    expect(files.toSorted((one, other) => other.length - one.length)).toEqual([...others, code]);
  });

  it('makes a bundle of slack that answers what Slack has signed, whatever of Bolt was left out', async () => {
    const secretsManager = createServer((_, response) =>
      response.end(
        JSON.stringify({ SecretString: JSON.stringify({ signingSecret, botToken: 'xoxb-test' }) }),
      ),
    );
    await new Promise<void>((resolve) => secretsManager.listen(0, '127.0.0.1', resolve));
    const { port } = secretsManager.address() as AddressInfo;
    const ask = async (event: object) => {
      const env = {
        ...{ ...bare, ...functionEnvironment, EVENT: JSON.stringify(event) },
        AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${port}`,
      };
      const script = `import { handler } from './index.mjs';
        const answer = await handler(JSON.parse(process.env.EVENT), { awsRequestId: '1' });
        process.stdout.write(JSON.stringify(answer), () => process.exit());`;
      const cwd = bundleOf('slack');
      const { stdout } = await run(join(bin, 'node'), ['--input-type=module', '-e', script], { cwd, env });
      return JSON.parse(stdout);
    };
    const signed = delivery({ body: commandBody('help') });
    expect(await ask(signed)).toMatchObject({
      statusCode: 200,
      body: expect.stringContaining('/k8s-access'),
    });
    expect(await ask({ ...signed, headers: {} })).toMatchObject({ statusCode: 401 });
    secretsManager.close();
  }, 60_000);

  it.each(functionNames)('makes a bundle of %s that is as small as it was, without what is dear', (name) => {
    const { size } = statSync(join(bundleOf(name), 'index.mjs'));
    expect(size / 1024).toBeLessThan(bundleLimits[name]);
    const { sources } = JSON.parse(readFileSync(join(bundleOf(name), 'index.mjs.map'), 'utf8'));
    const dear = keptOut.filter((dear) =>
      sources.some((path: string) => path.includes(`node_modules/${dear}/`)),
    );
    expect(dear).toEqual([]);
  });

  it('bundles the AWS SDK too, whatever version the runtime brings', () => {
    for (const bundle of bundles()) {
      expect(readFileSync(join(bundle, 'index.mjs'), 'utf8')).not.toMatch(/from\s*"@/);
    }
  });

  it('makes bundles that load by themselves and export a handler', async () => {
    const script = "import { handler } from './index.mjs'; process.stdout.write(typeof handler)";
    for (const cwd of bundles()) {
      const env = { ...bare, ...functionEnvironment };
      const { stdout } = await run(join(bin, 'node'), ['--input-type=module', '-e', script], { cwd, env });
      expect(stdout).toBe('function');
    }
  }, 60_000);
});

describe('a mistake', () => {
  it('in access.yaml stops the app with the sentence, and no stack trace', async () => {
    const env = { ...bare, CDK_CONTEXT_JSON: JSON.stringify({ config: 'nowhere.yaml' }) };
    await expect(run(join(bin, 'node'), ['infra/app.ts'], { env })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^nowhere\.yaml cannot be read\. .*\n$/),
    });
  }, 30_000);

  it('of naming a function that has no folder is named', () => {
    const code = bundledWith(example);
    expect(() => code('sweeper' as FunctionName)).toThrow(FunctionMissingError);
    expect(() => code('sweeper' as FunctionName)).toThrow('functions/sweeper/index.ts does not exist.');
  });
});

it('cdk.json carries the feature flags that this version of the CDK recommends', () => {
  expect(cdkJson.context).toMatchObject(recommendedFlags);
});
