import { defineConfig } from 'vitest/config';

// biome-ignore lint/style/noDefaultExport: vitest reads its configuration from the default export
export default defineConfig({
  test: {
    // The page is JavaScript, and so are its tests.
    include: ['test/**/*.test.ts', 'test/**/*.test.js'],
    reporters: ['dot'],
    pool: 'forks',
    // Modules hold no state that a test could leave behind, and loading them anew for each file took half of the time.
    isolate: false,
    // The default leaves a core free, and half of the time a test waits for servers.
    maxWorkers: 2,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    // Contract tests start real servers on what may be two slow cores.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
