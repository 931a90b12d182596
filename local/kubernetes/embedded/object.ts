import * as z from 'zod';

export type Fields = Readonly<Record<string, unknown>>;
export type StringMap = Readonly<Record<string, string>>;

/** `metadata` of an object that the server holds. */
export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid: string;
  readonly resourceVersion: string;
  /** RFC 3339, whole seconds. */
  readonly creationTimestamp: string;
  readonly deletionTimestamp?: string;
  readonly labels?: StringMap;
  readonly annotations?: StringMap;
  readonly finalizers?: readonly string[];
}

export interface StoredObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly [field: string]: unknown;
}

const stringMap = z.record(z.string(), z.string());

/** An object as a client sends it: the fields that this server reads are typed, the rest is carried along. */
export const incomingObject = z.looseObject({
  apiVersion: z.string().exactOptional(),
  kind: z.string().exactOptional(),
  metadata: z
    .looseObject({
      name: z.string().exactOptional(),
      generateName: z.string().exactOptional(),
      namespace: z.string().exactOptional(),
      uid: z.string().exactOptional(),
      resourceVersion: z.string().exactOptional(),
      labels: stringMap.exactOptional(),
      annotations: stringMap.exactOptional(),
      finalizers: z.array(z.string()).exactOptional(),
    })
    .default({}),
});

export type IncomingObject = z.infer<typeof incomingObject>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Kubernetes reads `null` as "not set", in objects and in lists of fields alike. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== null && field !== undefined)
      .map(([name, field]) => [name, withoutNulls(field)]),
  );
}

/** RFC 3339 in whole seconds, as Kubernetes writes times. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}
