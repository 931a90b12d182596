import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';

/** The folder of the project, in which commands run. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the real bin as a process of its own. */
export function k8sAccess(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    // Each call is a process that loads the same sources.
    const NODE_COMPILE_CACHE = join(root, 'node_modules/.cache/compiled');
    const options = { cwd: root, env: { ...process.env, NODE_COMPILE_CACHE, ...environment } };
    execFile(process.execPath, ['cli/k8s-access.js', ...args], options, (error, out, err) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === 'number') resolve({ code, out, err });
      else reject(error);
    });
  });
}

/** Writes files into a folder that is gone after the tests; each call answers the path. */
export function filesOfTests(): (name: string, text: string) => string {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'k8s-access-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  return (name, text) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
}
