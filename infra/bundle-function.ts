import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync, type Metafile } from 'esbuild';
import type { AccessConfig } from '../shared/config/access-config.ts';
import { prepareConfig } from '../shared/config/prepared-config.ts';
import { bundleFormat } from './bundle-format.ts';
import type { FunctionName } from './names.ts';

/** One of the control plane's, or what carries calls to private clusters, in their own account. */
export type DeployedFunction = FunctionName | 'cluster-calls';

/** A function that the stack deploys has no folder. */
export class FunctionMissingError extends Error {
  override readonly name = 'FunctionMissingError';
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** Without what `access.yaml` says: those that carry calls need no policy, and are in accounts that need not know it. */
const withoutPolicy: ReadonlySet<DeployedFunction> = new Set(['cluster-calls', 'seal']);

/** What `access.yaml` says is called so beside the bundle. */
export const preparedFile = 'access.json';

/** The folder of a function's source, absolute. @throws FunctionMissingError */
export function folderOf(name: DeployedFunction): string {
  const folder = join(root, 'functions', name);
  if (existsSync(join(folder, 'index.ts'))) return folder;
  throw new FunctionMissingError(
    `functions/${name}/index.ts does not exist. Write it, with an exported handler, or take ${name} out of infra/names.ts.`,
  );
}

/**
 * Writes a function as it is deployed: one minified module with its source map, and beside it what `access.yaml` says.
 * @param directory absolute
 * @returns what of each source is in the bundle
 * @throws FunctionMissingError @throws BuildFailure of esbuild when a source cannot be compiled
 */
export function bundleFunction(name: DeployedFunction, config: AccessConfig, directory: string): Metafile {
  const { metafile } = buildSync({
    ...bundleFormat,
    absWorkingDir: root,
    entryPoints: [join(folderOf(name), 'index.ts')],
    outfile: join(directory, 'index.mjs'),
    minify: true,
    metafile: true,
    logLevel: 'warning',
  });
  if (!withoutPolicy.has(name)) writeFileSync(join(directory, preparedFile), prepareConfig(config));
  return metafile;
}
