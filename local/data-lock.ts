import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Another platform runs on the same data directory. */
export class DataDirectoryInUseError extends Error {
  override readonly name = 'DataDirectoryInUseError';
}

/**
 * Takes the data directory for this process. The lock is SQLite's lock on a file, which the operating system lets go
 * when the process dies, however it dies; so there is no stale lock to clean up.
 * @throws DataDirectoryInUseError
 */
export function lockDataDirectory(directory: string): { release(): void } {
  mkdirSync(directory, { recursive: true });
  const database = new DatabaseSync(join(directory, 'lock.sqlite'), { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw new DataDirectoryInUseError(
      `Another platform is running on ${directory}. Stop it first, or give this one a directory of its own with --data.`,
      { cause },
    );
  }
  return { release: () => database.close() };
}
