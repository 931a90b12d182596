import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { beforeAll, describe, expect, it } from 'vitest';
import cdkJson from '../../cdk.json' with { type: 'json' };
import { bundledWith, FunctionMissingError } from '../../infra/function-code.ts';
import { type FunctionName, functionNames } from '../../infra/names.ts';
import { temporaryDirectory } from '../support/states.ts';
import { controlPlane } from './control-plane.ts';

const run = promisify(execFile);
const bin = resolve('node_modules/.bin');
// No credentials, no home that could have any, no region.
const bareEnvironment = { PATH: `${bin}:/usr/bin:/bin`, HOME: temporaryDirectory() };

describe('cdk synth, in a clean environment without credentials', () => {
  const out = temporaryDirectory();
  const assets = () => readdirSync(out).filter((name) => name.startsWith('asset.'));

  beforeAll(async () => {
    const context = ['stage=test', 'account=444455556666', 'region=eu-central-1'];
    const options = ['--quiet', '--output', out, ...context.flatMap((each) => ['-c', each])];
    await run(join(bin, 'cdk'), ['synth', ...options], { env: bareEnvironment });
  }, 120_000);

  it('writes the template that the local platform runs, with code in addition', () => {
    const written: unknown = JSON.parse(readFileSync(join(out, 'ControlPlane.template.json'), 'utf8'));
    expect(essence(written)).toEqual(essence(controlPlane.template));
  });

  it('bundles each function with a source map, and with access.yaml beside it', () => {
    expect(assets()).toHaveLength(functionNames.length);
    for (const asset of assets()) {
      expect(readdirSync(join(out, asset)).sort()).toEqual(['access.yaml', 'index.mjs', 'index.mjs.map']);
      expect(readFileSync(join(out, asset, 'access.yaml'))).toEqual(readFileSync('access.yaml'));
    }
  });

  it('makes bundles that load without node_modules and export a handler', async () => {
    const variables = controlPlane.template as { Resources: Record<string, FunctionResource> };
    const { Variables } = variables.Resources[controlPlane.functions.slack]?.Properties.Environment ?? {};
    const text = Object.fromEntries(Object.keys(Variables ?? {}).map((name) => [name, 'something']));
    for (const asset of assets()) {
      const env = { ...text, ACCESS_CONFIG_PATH: join(out, asset, 'access.yaml'), AWS_REGION: 'eu-central-1' };
      const script = `import { handler } from '${pathToFileURL(join(out, asset, 'index.mjs'))}'; process.stdout.write(typeof await handler); process.exit(0)`;
      const { NODE_OPTIONS: _, ...rest } = env as Record<string, string>;
      const { stdout } = await run(join(bin, 'node'), ['--input-type=module', '-e', script], {
        env: { ...bareEnvironment, ...rest },
      });
      expect(stdout).toBe('function');
    }
  }, 60_000);
});
