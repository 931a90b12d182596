import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';

/** A YAML text as a value, and the line (from 1) of what stands at a path of it, or of the closest part above it. */
export interface YamlText {
  readonly value: unknown;
  readonly lineOf: (path: readonly PropertyKey[]) => number;
}

/** The text is not YAML, or not one document of it. */
export class YamlError extends Error {
  override readonly name = 'YamlError';
  /** From 1; absent where the mistake has no place. */
  readonly line: number | undefined;

  constructor(problem: string, line?: number) {
    super(problem);
    this.line = line;
  }
}

/** @throws YamlError */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const [broken] = document.errors;
  if (broken?.code === 'MULTIPLE_DOCS') {
    throw new YamlError(
      'a second document begins here; keep one and remove the `---`',
      lineAt(broken.pos[0]),
    );
  }
  if (broken !== undefined) throw new YamlError(broken.message, lineAt(broken.pos[0]));
  return { value: toValue(document), lineOf: (path) => lineAt(offsetOf(document.contents, path)) };
}

// Aliases are resolved only now: one that names nothing, or that multiplies without end, is found here.
function toValue(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    throw cause instanceof ReferenceError ? new YamlError(cause.message) : cause;
  }
}

/** The offset of the key, or of the list's item, at the end of the path, as far as the path exists. */
function offsetOf(root: unknown, path: readonly PropertyKey[]): number {
  let node = root;
  let offset = 0;
  for (const key of path) {
    const part = partOf(node, key);
    if (part === undefined) break;
    if (isNode(part.at)) offset = part.at.range?.[0] ?? offset;
    node = part.value;
  }
  return offset;
}

function partOf(node: unknown, key: PropertyKey): { at: unknown; value: unknown } | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(key)];
    return item === undefined ? undefined : { at: item, value: item };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find((one) => isScalar(one.key) && String(one.key.value) === String(key));
  return pair === undefined ? undefined : { at: pair.key, value: pair.value };
}
