import * as z from 'zod';
import { isObject, type Json } from './json.ts';
import { type Path, path, read, type Scope } from './path.ts';

/** A payload template: JSON in which a key that ends in `.$` takes its value from a path. */
export type Template =
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'list'; readonly items: readonly Template[] }
  | { readonly kind: 'object'; readonly fields: readonly (readonly [string, Template])[] };

/** Refuses intrinsic functions (`States.Format(...)`) and paths that are not plain. */
export const template = z.json().transform((raw, context) => {
  const report = (at: readonly string[], message: string) =>
    context.addIssue({ code: 'custom', path: [...at], message });
  return parse(raw, [], report);
});

type Report = (at: readonly string[], message: string) => void;

function parse(raw: Json, at: readonly string[], report: Report): Template {
  if (Array.isArray(raw)) {
    return { kind: 'list', items: raw.map((item, index) => parse(item, [...at, String(index)], report)) };
  }
  if (!isObject(raw)) return { kind: 'value', value: raw };
  return {
    kind: 'object',
    fields: Object.entries(raw).map(([key, value]) => parseField(key, value, at, report)),
  };
}

function parseField(key: string, raw: Json, at: readonly string[], report: Report): [string, Template] {
  if (!key.endsWith('.$')) return [key, parse(raw, [...at, key], report)];
  const parsed = path.safeParse(raw);
  if (parsed.success) return [key.slice(0, -2), { kind: 'path', path: parsed.data }];
  for (const issue of parsed.error.issues) report([...at, key], issue.message);
  return [key, { kind: 'value', value: null }];
}

/** @throws StatesError `States.ParameterPathFailure` when a path leads to no value */
export function fill(form: Template, scope: Scope): Json {
  switch (form.kind) {
    case 'value':
      return form.value;
    case 'path':
      return read(form.path, scope, 'States.ParameterPathFailure');
    case 'list':
      return form.items.map((item) => fill(item, scope));
    case 'object':
      return Object.fromEntries(form.fields.map(([key, value]) => [key, fill(value, scope)]));
  }
}
