import * as z from 'zod';

/** One key of a file: where it stands, and what may stand there. */
export interface Row {
  /** Such as `clusters.<name>.region`; `[]` is each entry of a list. */
  readonly path: string;
  readonly what: string;
  readonly value: string;
  /** Whether it must be there, or what counts without it. */
  readonly needed: string;
}

/** A key that nobody described. Every key says what it is for, in its zod schema. */
export class UndescribedKeyError extends Error {
  override readonly name = 'UndescribedKeyError';
}

const nodeSchema = z.looseObject({
  type: z.string().optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  required: z.array(z.string()).default([]),
  properties: z.record(z.string(), z.unknown()).default({}),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
});

type Node = z.infer<typeof nodeSchema>;

/** All keys of a JSON Schema, in its order; those that several alternatives have stand once. @throws UndescribedKeyError */
export function rowsOf(schema: unknown): readonly Row[] {
  const rows = within(nodeSchema.parse(schema), '');
  return [...new Map(rows.map((row) => [`${row.path} ${row.value}`, row])).values()];
}

function within(node: Node, path: string): readonly Row[] {
  const own = Object.entries(node.properties).flatMap(([key, child]) =>
    rowsAt(nodeSchema.parse(child), path === '' ? key : `${path}.${key}`, node.required.includes(key)),
  );
  const named = isSchema(node.additionalProperties)
    ? within(nodeSchema.parse(node.additionalProperties), `${path}.<name>`)
    : [];
  const listed = isSchema(node.items) ? within(nodeSchema.parse(node.items), `${path}[]`) : [];
  const alternatives = [...(node.anyOf ?? []), ...(node.oneOf ?? [])].flatMap((one) =>
    within(nodeSchema.parse(one), path),
  );
  return [...own, ...named, ...listed, ...alternatives];
}

function rowsAt(node: Node, path: string, isNeeded: boolean): readonly Row[] {
  if (node.description === undefined) throw new UndescribedKeyError(`${path} has no description.`);
  const row = { path, what: node.description, value: allowedIn(node), needed: neededOf(node, isNeeded) };
  return [row, ...within(node, path)];
}

function neededOf(node: Node, isNeeded: boolean): string {
  if (node.default !== undefined) return `\`${JSON.stringify(node.default)}\``;
  return isNeeded ? 'yes' : 'no';
}

function allowedIn(node: Node): string {
  if (node.const !== undefined) return `\`${node.const}\``;
  if (node.enum !== undefined) return choices(node.enum);
  if (node.maximum !== undefined) return `${node.minimum} to ${node.maximum}`;
  const alternatives = [...(node.anyOf ?? []), ...(node.oneOf ?? [])].map((one) => nodeSchema.parse(one));
  if (node.type === undefined && alternatives.length > 0) return alternatives.map(allowedIn).join(' or ');
  return ofType(node);
}

function ofType({ type = '', items, additionalProperties }: Node): string {
  switch (type) {
    case 'array':
      return isSchema(items) ? `list of ${plural(items)}` : 'list';
    case 'object':
      return isSchema(additionalProperties) ? 'entries by name' : 'the keys below';
    default:
      return words[type] ?? 'text';
  }
}

const choices = (all: readonly unknown[]) => all.map((each) => `\`${each}\``).join(', ');

const words: Readonly<Record<string, string>> = {
  boolean: 'true, false',
  integer: 'number',
  number: 'number',
};

function plural(items: unknown): string {
  const { type, enum: all } = nodeSchema.parse(items);
  if (all !== undefined) return choices(all);
  return type === 'string' ? 'texts' : 'entries';
}

function isSchema(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
