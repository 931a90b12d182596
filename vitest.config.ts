import { defineConfig } from 'vitest/config';

// biome-ignore lint/style/noDefaultExport: vitest reads its configuration from the default export
export default defineConfig({
  test: {
    // The page is JavaScript, and so are its tests.
    include: ['test/**/*.test.ts', 'test/**/*.test.js'],
    reporters: ['dot'],
    pool: 'forks',
    execArgv: ['--disable-warning=ExperimentalWarning'],
    // Contract tests start real servers on what may be two slow cores.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
