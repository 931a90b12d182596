import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Begins with the files that take longest, else the last one of them runs alone at the end. */
class WorkflowsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => /\/test\/(workflow|browser)\//.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

// biome-ignore lint/style/noDefaultExport: vitest reads its configuration from the default export
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['dot'],
    pool: 'forks',
    // Modules hold no state that a test could leave behind, and loading them anew for each file took half of the time.
    isolate: false,
    // The default leaves a core free. Much of the time a test waits for servers, so two cores serve three.
    maxWorkers: 3,
    sequence: { sequencer: WorkflowsFirst },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    // Contract tests start real servers on what may be two slow cores.
    testTimeout: 30_000,
    // Of three workers that start at once, the last may wait for the sources to be bundled three times.
    hookTimeout: 180_000,
  },
});
