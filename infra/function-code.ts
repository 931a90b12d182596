import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { LogLevel, type NodejsFunctionProps, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { mainFields, requireForCommonJs } from './bundle-format.ts';
import type { FunctionName } from './names.ts';

/** Where a function's code comes from. */
export type CodeSource = (name: DeployedFunction) => NodejsFunctionProps;

/** One of the control plane's, or what carries calls to private clusters, in their own account. */
export type DeployedFunction = FunctionName | 'cluster-calls';

/** A function that the stack deploys has no folder. */
export class FunctionMissingError extends Error {
  override readonly name = 'FunctionMissingError';
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where `access.yaml` lies beside the bundle: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
export const deployedAccessPath = '/var/task/access.yaml';

/** One bundle for each function, made by the project's own esbuild, with `access.yaml` beside it. */
export function bundledWith(accessPath: string): CodeSource {
  return (name) => ({
    entry: entryOf(name),
    projectRoot: root,
    depsLockFilePath: `${root}package-lock.json`,
    bundling: {
      format: OutputFormat.ESM,
      mainFields,
      banner: requireForCommonJs,
      bundleAwsSDK: true,
      minify: true,
      logLevel: LogLevel.WARNING,
      sourceMap: true,
      // The map names file and line; the sources themselves are in the repository.
      sourcesContent: false,
      commandHooks: {
        beforeBundling: () => [],
        beforeInstall: () => [],
        // What carries calls needs no policy, and is in an account that need not know it.
        afterBundling: (_, outputDir) =>
          name === 'cluster-calls' ? [] : [`cp ${quoted(accessPath)} ${quoted(`${outputDir}/access.yaml`)}`],
      },
    },
  });
}

/** No code at all, for who wants the template and not the functions. */
export const withoutCode: CodeSource = () => ({ code: Code.fromInline('//'), handler: 'index.handler' });

function entryOf(name: DeployedFunction): string {
  const entry = `${root}functions/${name}/index.ts`;
  if (existsSync(entry)) return entry;
  throw new FunctionMissingError(
    `functions/${name}/index.ts does not exist. Write it, with an exported handler, or take ${name} out of infra/names.ts.`,
  );
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
