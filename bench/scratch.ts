import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Works with folders that are gone afterwards. @param work is given what makes a folder, or finds the one made */
export async function inScratch<Value>(
  work: (folder: (name: string) => string) => Promise<Value>,
): Promise<Value> {
  const directory = mkdtempSync(join(tmpdir(), 'k8s-access-bench-'));
  try {
    return await work((name) => {
      const path = join(directory, name);
      mkdirSync(path, { recursive: true });
      return path;
    });
  } finally {
    rmSync(directory, { recursive: true });
  }
}
