import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { isFields } from '../object.ts';

const pointer = z.string().regex(/^(\/.*)?$/);
const operations = z.array(
  z.discriminatedUnion('op', [
    z.object({ op: z.enum(['add', 'replace', 'test']), path: pointer, value: z.unknown() }),
    z.object({ op: z.literal('remove'), path: pointer }),
    z.object({ op: z.enum(['move', 'copy']), path: pointer, from: pointer }),
  ]),
);
type Operation = z.infer<typeof operations>[number];

/** A patch that cannot be applied to this document. */
export class JsonPatchError extends Error {}

/** JSON Patch (RFC 6902); throws JsonPatchError when an operation fails or the patch is none. */
export function jsonPatch(document: unknown, patch: unknown): unknown {
  const parsed = operations.safeParse(patch);
  if (!parsed.success) throw new JsonPatchError('not a list of JSON Patch operations');
  return parsed.data.reduce(applyOperation, document);
}

function applyOperation(document: unknown, operation: Operation): unknown {
  const path = parsePointer(operation.path);
  switch (operation.op) {
    case 'add':
      return edit(document, path, insert(operation.value));
    case 'replace':
      read(document, path);
      return edit(document, path, overwrite(operation.value));
    case 'remove':
      return edit(document, path, erase);
    case 'copy':
      return edit(document, path, insert(read(document, parsePointer(operation.from))));
    case 'move': {
      const from = parsePointer(operation.from);
      const value = read(document, from);
      return edit(edit(document, from, erase), path, insert(value));
    }
    case 'test':
      if (!isDeepStrictEqual(read(document, path), operation.value)) throw new JsonPatchError('test failed');
      return document;
  }
}

type Editor = (parent: unknown, key: string) => unknown;

const insert =
  (value: unknown): Editor =>
  (parent, key) => {
    if (!Array.isArray(parent)) return overwrite(value)(parent, key);
    const index = key === '-' ? parent.length : indexIn(parent, key, parent.length);
    return parent.toSpliced(index, 0, value);
  };

const overwrite =
  (value: unknown): Editor =>
  (parent, key) => {
    if (Array.isArray(parent)) return parent.with(indexIn(parent, key, parent.length - 1), value);
    if (!isFields(parent)) throw new JsonPatchError('parent is neither an object nor a list');
    return { ...parent, [key]: value };
  };

const erase: Editor = (parent, key) => {
  if (Array.isArray(parent)) return parent.toSpliced(indexIn(parent, key, parent.length - 1), 1);
  if (!isFields(parent) || !Object.hasOwn(parent, key)) throw new JsonPatchError(`no such field: ${key}`);
  return Object.fromEntries(Object.entries(parent).filter(([name]) => name !== key));
};

function edit(node: unknown, path: readonly string[], editor: Editor): unknown {
  const [key, ...rest] = path;
  if (key === undefined) throw new JsonPatchError('the whole document cannot be replaced');
  if (rest.length === 0) return editor(node, key);
  return overwrite(edit(child(node, key), rest, editor))(node, key);
}

const read = (document: unknown, path: readonly string[]): unknown => path.reduce(child, document);

function child(node: unknown, key: string): unknown {
  if (Array.isArray(node)) return node[indexIn(node, key, node.length - 1)];
  if (!isFields(node) || !Object.hasOwn(node, key)) throw new JsonPatchError(`no such field: ${key}`);
  return node[key];
}

function indexIn(list: readonly unknown[], key: string, highest: number): number {
  const index = /^(0|[1-9]\d*)$/.test(key) ? Number(key) : Number.NaN;
  if (!(index <= highest)) throw new JsonPatchError(`no index ${key} in a list of ${list.length}`);
  return index;
}

function parsePointer(text: string): readonly string[] {
  return text
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}
