import { pipeline, Readable } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { DamagedFileError } from '../../usecases/errors.ts';

/** The lines of gzipped UTF-8, each of which ends in a line feed. @throws DamagedFileError */
export async function* linesIn(zipped: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<string> {
  // Node's readline would also break lines at U+2028, which JSON may have within a text.
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const unzipped = pipeline(Readable.from(zipped), createGunzip(), ignored);
  let rest = '';
  try {
    for await (const chunk of unzipped) {
      const [first = '', ...others] = utf8.decode(chunk, { stream: true }).split('\n');
      rest += first;
      for (const other of others) {
        yield rest;
        rest = other;
      }
    }
    rest += utf8.decode();
  } catch (cause) {
    throw isDamage(cause) ? new DamagedFileError(name, { cause }) : cause;
  }
  if (rest !== '') throw new DamagedFileError(name);
}

// What fails in a pipeline is thrown to whoever reads its end.
const ignored = () => undefined;

function isDamage(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('Z_') || code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
}

/** Gzips lines, each ended by a line feed. Held in memory: a day of 100,000 events takes some 20 MB. */
export async function zipped(lines: AsyncIterable<string> | Iterable<string>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  const ending = pipeline(Readable.from(ended(lines)), createGzip(), ignored);
  for await (const chunk of ending) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* ended(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Buffer> {
  for await (const line of lines) yield Buffer.from(`${line}\n`);
}
