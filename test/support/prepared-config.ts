import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareConfig } from '../../shared/config/prepared-config.ts';
import { config } from './records.ts';

let path: string | undefined;

/** A file with what functions are given of the example estate. */
export function preparedExample(): string {
  if (path !== undefined) return path;
  const directory = mkdtempSync(join(tmpdir(), 'k8s-access-prepared-'));
  process.once('exit', () => rmSync(directory, { recursive: true }));
  path = join(directory, 'access.json');
  writeFileSync(path, prepareConfig(config));
  return path;
}
