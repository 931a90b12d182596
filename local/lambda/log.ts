import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';

/** The platform's log file: what functions print goes here, not to the terminal. */
export interface Log {
  write(source: string, line: string): void;
  /** Writes every line that comes out of a stream. */
  follow(source: string, stream: Readable): void;
  close(): Promise<void>;
}

/** Appends to `file`, each line with its platform time and its source. @param heard is told what functions print */
export function openLog(file: string, clock: () => number, heard: (line: string) => void): Log {
  const out = createWriteStream(file, { flags: 'a' });
  const write = (source: string, line: string) => {
    if (!out.writableEnded) out.write(`${new Date(clock()).toISOString()} ${source} | ${line}\n`);
  };
  return {
    write,
    follow: (source, stream) => {
      createInterface({ input: stream }).on('line', (line) => {
        write(source, line);
        heard(line);
      });
    },
    close: async () => {
      out.end();
      await finished(out);
    },
  };
}
