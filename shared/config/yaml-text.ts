import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';

/** A part of a text: where it begins, and the line that it begins on. */
export interface Place {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** In characters, as far as the line goes; at least 1. */
  readonly length: number;
  /** The whole line. */
  readonly text: string;
}

/** A YAML text as a value, and the place of what stands at a path of it, or of the closest part above it. */
export interface YamlText {
  readonly value: unknown;
  readonly placeOf: (path: readonly PropertyKey[], part?: 'key' | 'value') => Place;
}

/** The text is not YAML, or not one document of it. */
export class YamlError extends Error {
  override readonly name = 'YamlError';
  /** Absent where the mistake has no place. */
  readonly place: Place | undefined;

  constructor(problem: string, place?: Place) {
    super(problem);
    this.place = place;
  }
}

/** @throws YamlError */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placeAt = placesIn(text, lines);
  const [broken] = document.errors;
  if (broken !== undefined) {
    const problem =
      broken.code === 'MULTIPLE_DOCS'
        ? 'a second document begins here; keep one and remove the `---`'
        : broken.message;
    throw new YamlError(problem, placeAt(broken.pos));
  }
  return {
    value: toValue(document),
    placeOf: (path, part = 'value') => placeAt(spanOf(document.contents, path, part)),
  };
}

/** Where a text that is not JSON goes wrong, as far as a reader of YAML, which is more than JSON, can tell. */
export function placeOfMistake(text: string): Place | undefined {
  const lines = new LineCounter();
  const options = { schema: 'json', lineCounter: lines, prettyErrors: false } as const;
  const [broken] = parseDocument(text, options).errors;
  return broken && placesIn(text, lines)(broken.pos);
}

type Span = readonly [from: number, until: number];

/** The place of what stands between two offsets. */
function placesIn(text: string, lines: LineCounter): (span: Span) => Place {
  return ([from, until]) => {
    const { line, col: column } = lines.linePos(from);
    const [whole = ''] = text.slice(lines.lineStarts[line - 1]).split(/\r?\n/, 1);
    const length = Math.max(1, Math.min(until - from, whole.length - column + 1));
    return { line, column, length, text: whole };
  };
}

// Aliases are resolved only now: one that names nothing, or that multiplies without end, is found here.
function toValue(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    throw cause instanceof ReferenceError ? new YamlError(cause.message) : cause;
  }
}

/** The offsets of what stands at the end of the path; of a value that is a block of its own, those of its key. */
function spanOf(root: unknown, path: readonly PropertyKey[], wanted: 'key' | 'value'): Span {
  let node = root;
  let span: Span = [0, 0];
  for (const key of path) {
    const part = partOf(node, key);
    if (part === undefined) break;
    const isShown = wanted === 'value' && isScalar(part.value) && part.value.source !== '';
    span = rangeOf(isShown ? part.value : part.key) ?? span;
    node = part.value;
  }
  return span;
}

function rangeOf(node: unknown): Span | undefined {
  if (!isNode(node) || !node.range) return undefined;
  const [from, valueEnd] = node.range;
  return [from, valueEnd];
}

/** An item of a list is its own key. */
function partOf(node: unknown, key: PropertyKey): { key: unknown; value: unknown } | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(key)];
    return item === undefined ? undefined : { key: item, value: item };
  }
  if (!isMap(node)) return undefined;
  return node.items.find((one) => isScalar(one.key) && String(one.key.value) === String(key));
}
