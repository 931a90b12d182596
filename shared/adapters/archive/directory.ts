import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MissingFileError } from '../../usecases/errors.ts';
import type { SealedDays } from '../../usecases/seal-ports.ts';
import { lineFileOf, sealFileOf } from './file-names.ts';
import { linesIn } from './lines.ts';
import { parseSealed } from './sealed-schema.ts';

/** Sealed days in a folder, as they were fetched from the bucket. */
export function directoryOfDays(directory: string): SealedDays {
  return {
    sealed: async (day) => {
      const name = sealFileOf(day);
      const text = await readFile(join(directory, name), 'utf8').catch(unlessMissing);
      return text === undefined ? undefined : parseSealed(text, name);
    },
    lines: async function* (day, file) {
      const name = lineFileOf(day, file);
      try {
        yield* linesIn(createReadStream(join(directory, name)), name);
      } catch (error) {
        throw isMissing(error) ? new MissingFileError(name, { cause: error }) : error;
      }
    },
  };
}

function unlessMissing(error: unknown): undefined {
  if (isMissing(error)) return undefined;
  throw error;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
