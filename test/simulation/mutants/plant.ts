import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Edit } from './mutant.ts';

const root = new URL('../../../', import.meta.url);

/**
 * Has this thread load the edited sources in place of the real ones, so that production code needs no hook for tests.
 * To be called before anything imports them.
 * @throws Error where a source does not have what is to be replaced exactly once: the mutant has to be renewed
 */
export function plant(edits: readonly Edit[]): void {
  const sources = new Map<string, string>();
  for (const edit of edits) {
    const { href } = new URL(edit.file, root);
    const source = sources.get(href) ?? sourceOf(href);
    sources.set(href, edited(source, edit));
  }
  registerHooks({
    load: (url, context, next) => {
      const source = sources.get(url);
      return source === undefined
        ? next(url, context)
        : { format: 'module-typescript', source, shortCircuit: true };
    },
  });
}

/** Whether the source has what is to be replaced, exactly once. */
export function fits({ file, instead }: Edit): boolean {
  return timesIn(sourceOf(new URL(file, root).href), instead) === 1;
}

function sourceOf(href: string): string {
  return readFileSync(fileURLToPath(href), 'utf8');
}

function edited(source: string, { file, instead, write }: Edit): string {
  const times = timesIn(source, instead);
  if (times !== 1) throw new Error(`${file} has this ${times} times, and must have it once: ${instead}`);
  return source.replace(instead, () => write);
}

function timesIn(source: string, text: string): number {
  return source.split(text).length - 1;
}
