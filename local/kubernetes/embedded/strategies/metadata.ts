import type { ObjectMeta } from '../object.ts';
import type { Cause } from '../status.ts';

export const invalidValue = (field: string, value: string, why: string): Cause => ({
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${JSON.stringify(value)}: ${why}`,
  field,
});

export const required = (field: string, why?: string): Cause => ({
  reason: 'FieldValueRequired',
  message: why === undefined ? 'Required value' : `Required value: ${why}`,
  field,
});

export const unsupported = (field: string, value: string, supported: readonly string[]): Cause => ({
  reason: 'FieldValueNotSupported',
  message: `Unsupported value: ${JSON.stringify(value)}: supported values: ${supported.map((item) => JSON.stringify(item)).join(', ')}`,
  field,
});

/** The rule that a resource's names follow; answers what is wrong, or undefined. */
export type NameRule = (name: string) => string | undefined;

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** RFC 1123 label: namespaces. */
export const labelName: NameRule = (name) => {
  if (name.length > 63) return 'must be no more than 63 characters';
  if (label.test(name)) return undefined;
  return "a DNS-1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";
};

/** RFC 1123 subdomain: most resources. */
export const subdomainName: NameRule = (name) => {
  if (name.length > 253) return 'must be no more than 253 characters';
  if (subdomain.test(name)) return undefined;
  return "a DNS-1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
};

/** Anything that can stand in a path: roles and bindings. */
export const pathSegmentName: NameRule = (name) => {
  if (name === '.' || name === '..') return `may not be '${name}'`;
  const bad = ['/', '%'].find((character) => name.includes(character));
  return bad === undefined ? undefined : `may not contain '${bad}'`;
};

const qualifiedName = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)$/;
const labelValue = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

/** What is wrong with an object's metadata (apimachinery, pkg/api/validation/objectmeta.go). */
export function validateMetadata(metadata: ObjectMeta, nameRule: NameRule): readonly Cause[] {
  return [
    ...validateName(metadata.name, nameRule),
    ...validateLabels(metadata.labels ?? {}),
    ...validateAnnotations(metadata.annotations ?? {}),
  ];
}

function validateName(name: string, nameRule: NameRule): readonly Cause[] {
  if (name === '') return [required('metadata.name', 'name or generateName is required')];
  const wrong = nameRule(name);
  return wrong === undefined ? [] : [invalidValue('metadata.name', name, wrong)];
}

function validateLabels(labels: Readonly<Record<string, string>>): readonly Cause[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...validateKey('metadata.labels', key),
    ...(labelValue.test(value)
      ? []
      : [
          invalidValue(
            'metadata.labels',
            value,
            "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
          ),
        ]),
  ]);
}

/** Bytes that all annotations of one object may take, keys included. */
const annotationLimit = 256 * 1024;

function validateAnnotations(annotations: Readonly<Record<string, string>>): readonly Cause[] {
  const size = Object.entries(annotations).reduce((sum, pair) => sum + Buffer.byteLength(pair.join('')), 0);
  const tooLong = { reason: 'FieldValueTooLong', field: 'metadata.annotations' };
  return [
    ...Object.keys(annotations).flatMap((key) => validateKey('metadata.annotations', key)),
    ...(size <= annotationLimit
      ? []
      : [{ ...tooLong, message: `Too long: must have at most ${annotationLimit} bytes` }]),
  ];
}

function validateKey(field: string, key: string): readonly Cause[] {
  if (qualifiedName.test(key)) return [];
  const why =
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
  return [invalidValue(field, key, why)];
}
