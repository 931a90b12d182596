import type { BuildOptions } from 'esbuild';
import { leftOut } from './left-out.ts';

/** What every bundle of our functions has in common, here and deployed. */
export const bundleFormat = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  mainFields: ['module', 'main'],
  // Dependencies in CommonJS call `require` for Node's own modules, which ES modules don't have.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  alias: leftOut,
  sourcemap: true,
  // The map names file and line; the sources themselves are in the repository.
  sourcesContent: false,
} satisfies BuildOptions;
