import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleFormat } from '../../infra/bundle-format.ts';
import type { DeployedFunction } from '../../infra/bundle-function.ts';

/** Bundled code, by absolute paths. */
export interface FunctionCode {
  /** The module that a function's thread begins with. */
  readonly threadPath: string;
  /** The module that exports the function's `create`. */
  modulePathOf(name: DeployedFunction): string;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Bundles functions into a folder, as the deployment does: a thread that loads a bundle is up in a third of the time
 * that it takes to find and compile a thousand sources. What functions share is bundled once.
 * @throws BuildFailure of esbuild, with file and line, when a source cannot be compiled
 */
export async function bundleFunctions(
  names: readonly DeployedFunction[],
  directory: string,
): Promise<FunctionCode> {
  const sourceOf = (name: DeployedFunction) => `functions/${name}/create`;
  const thread = 'local/lambda/thread';
  await build({
    ...bundleFormat,
    absWorkingDir: root,
    entryPoints: [thread, ...names.map(sourceOf)].map((source) => ({ in: `${source}.ts`, out: source })),
    outdir: directory,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    logLevel: 'silent',
  });
  const pathOf = (source: string) => join(directory, `${source}.mjs`);
  return { threadPath: pathOf(thread), modulePathOf: (name) => pathOf(sourceOf(name)) };
}
