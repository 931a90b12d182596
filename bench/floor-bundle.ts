import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { bundleFormat } from '../infra/bundle-format.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Bundles a floor as our functions are bundled, but with nothing left out. @param directory absolute */
export function bundleFloor(contents: string, directory: string): void {
  buildSync({
    ...bundleFormat,
    alias: {},
    stdin: { contents, resolveDir: root },
    outfile: join(directory, 'index.mjs'),
    minify: true,
    logLevel: 'error',
  });
}
