import { isDeepStrictEqual } from 'node:util';
import { type Fields, isFields } from '../object.ts';

/**
 * Lists that merge by a key rather than being replaced: the `patchMergeKey` tags of k8s.io/api for the kinds served
 * here. A binding's `subjects` and a role's `rules` carry no tag, so those lists are replaced whole.
 */
const mergeKeys: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  volumes: ['name'],
  env: ['name'],
  volumeMounts: ['mountPath'],
  ports: ['containerPort', 'port'],
  imagePullSecrets: ['name'],
  secrets: ['name'],
  hostAliases: ['ip'],
  conditions: ['type'],
  ownerReferences: ['uid'],
};

/** Lists of plain values that are merged as sets. */
const mergedSets = ['finalizers'];

/** Strategic merge patch with `$patch`, `$deleteFromPrimitiveList` and `$retainKeys`; orders are not enforced. */
export function strategicMergePatch(target: unknown, patch: unknown): unknown {
  if (!isFields(patch)) return patch;
  if (patch['$patch'] === 'replace') return withoutDirectives(patch);
  const before = isFields(target) ? retained(target, patch['$retainKeys']) : {};
  const result: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(patch)) {
    if (name.startsWith('$deleteFromPrimitiveList/')) removeValues(result, name.split('/')[1] ?? '', value);
    else if (name.startsWith('$')) continue;
    else if (value === null || (isFields(value) && value['$patch'] === 'delete')) delete result[name];
    else result[name] = mergeField(name, result[name], value);
  }
  return result;
}

function mergeField(name: string, target: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch)) return strategicMergePatch(target, patch);
  const list: readonly unknown[] = Array.isArray(target) ? target : [];
  if (mergedSets.includes(name)) return [...new Set([...list, ...patch])];
  const key = mergeKeys[name]?.find((candidate) => patch.some((item) => isFields(item) && candidate in item));
  const replaces = patch.some((item) => isFields(item) && item['$patch'] === 'replace');
  if (key === undefined || replaces) return patch.filter((item) => !isDirective(item)).map(withoutDirectives);
  return patch.filter(isFields).reduce((items, item) => mergeItem(items, key, item), list);
}

function mergeItem(items: readonly unknown[], key: string, patch: Fields): readonly unknown[] {
  const index = items.findIndex((item) => isFields(item) && isDeepStrictEqual(item[key], patch[key]));
  if (patch['$patch'] === 'delete') return index < 0 ? items : items.toSpliced(index, 1);
  if (index < 0) return [...items, strategicMergePatch({}, patch)];
  return items.with(index, strategicMergePatch(items[index], patch));
}

function retained(target: Fields, keys: unknown): Fields {
  if (!Array.isArray(keys)) return target;
  return Object.fromEntries(Object.entries(target).filter(([name]) => keys.includes(name)));
}

function removeValues(result: Record<string, unknown>, name: string, values: unknown): void {
  const list = result[name];
  if (Array.isArray(list) && Array.isArray(values))
    result[name] = list.filter((item) => !values.includes(item));
}

const isDirective = (item: unknown) =>
  isFields(item) && Object.keys(item).every((name) => name.startsWith('$'));

function withoutDirectives(value: unknown): unknown {
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !name.startsWith('$')));
}
