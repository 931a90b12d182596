import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The data directory cannot be made or written to. */
export class DataDirectoryUnusableError extends Error {
  override readonly name = 'DataDirectoryUnusableError';
}

/** Another platform runs on the same data directory. */
export class DataDirectoryInUseError extends Error {
  override readonly name = 'DataDirectoryInUseError';
}

/**
 * Takes the data directory for this process. The lock is SQLite's lock on a file, which the operating system lets go
 * when the process dies, however it dies; so there is no stale lock to clean up.
 * @throws DataDirectoryInUseError @throws DataDirectoryUnusableError
 */
export function lockDataDirectory(directory: string): { release(): void } {
  makeDirectory(directory);
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

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
    accessSync(directory, constants.W_OK);
  } catch (cause) {
    throw new DataDirectoryUnusableError(
      `${directory} cannot be used as data directory: it is no folder, or not writable. Name another with --data.`,
      { cause },
    );
  }
}
