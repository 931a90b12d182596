/** What every bundle of our functions has in common, here and deployed. */
export const mainFields = ['module', 'main'];

/** Dependencies in CommonJS call `require` for Node's own modules, which ES modules don't have. */
export const requireForCommonJs =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
