import { badRequest, unsupportedMediaType } from '../status.ts';
import { type Field, type Message, messages } from './protobuf-messages.ts';

/** What stands before a protobuf message of Kubernetes (apimachinery, pkg/runtime/serializer/protobuf). */
const magic = Buffer.from('k8s\0');

/**
 * Decodes a Kubernetes object from protobuf to the shape that it has as JSON.
 * Throws UnsupportedMediaType for a kind whose fields are not listed, and BadRequest for bytes that are no message.
 */
export function decodeProtobuf(bytes: Buffer): Readonly<Record<string, unknown>> {
  if (!bytes.subarray(0, magic.length).equals(magic)) throw badRequest('the body is no Kubernetes protobuf');
  const envelope = decodeMessage(bytes.subarray(magic.length), messages.Unknown);
  const { apiVersion = '', kind = '' } = envelope['typeMeta'] as { apiVersion?: string; kind?: string };
  const message = messages.kinds[kind];
  const raw = envelope['raw'];
  if (message === undefined || !Buffer.isBuffer(raw)) {
    throw unsupportedMediaType(['application/json', 'application/yaml']);
  }
  return { ...decodeMessage(raw, message), apiVersion, kind };
}

interface WireField {
  readonly number: number;
  readonly value: number | Buffer;
}

function decodeMessage(bytes: Buffer, message: Message): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const { number, value } of readFields(bytes)) {
    const field = message[number];
    if (field === undefined || isUnset(value, field)) continue;
    result[field.name] = combine(result[field.name], decodeField(value, field), field);
  }
  return result;
}

// Go writes every string, set or not; as JSON an empty one would be left out.
const isUnset = (value: number | Buffer, field: Field) =>
  field.type === 'string' && field.repeated === undefined && typeof value !== 'number' && value.length === 0;

function combine(before: unknown, value: unknown, field: Field): unknown {
  if (field.repeated === true) return [...((before as unknown[] | undefined) ?? []), value];
  if (field.type === 'map') return { ...(before as object | undefined), ...(value as object) };
  return value;
}

function decodeField(value: number | Buffer, field: Field): unknown {
  if (typeof value === 'number') return field.type === 'boolean' ? value !== 0 : value;
  switch (field.type) {
    case 'string':
      return value.toString();
    case 'bytes':
      return value;
    case 'base64':
      return value.toString('base64');
    case 'map':
      return decodeEntry(value, field.values ?? 'string');
    default:
      return typeof field.type === 'object' ? decodeMessage(value, field.type) : undefined;
  }
}

// A map is a list of pairs: 1 is the key, 2 the value.
function decodeEntry(bytes: Buffer, values: 'string' | 'base64' | Message): Record<string, unknown> {
  const pair = decodeMessage(bytes, {
    1: { name: 'key', type: 'string' },
    2: { name: 'value', type: values },
  });
  const value = pair['value'];
  const isList = typeof value === 'object' && value !== null && 'items' in value;
  return { [String(pair['key'])]: isList ? value.items : (value ?? '') };
}

function* readFields(bytes: Buffer): Generator<WireField> {
  let position = 0;
  const varint = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[position++];
      if (byte === undefined) throw badRequest('the protobuf body ends too early');
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  };
  const slice = (length: number) => {
    position += length;
    if (position > bytes.length) throw badRequest('the protobuf body ends too early');
    return bytes.subarray(position - length, position);
  };
  while (position < bytes.length) {
    const tag = varint();
    const number = tag >>> 3;
    const wireType = tag & 7;
    if (wireType === 0) yield { number, value: varint() };
    else if (wireType === 2) yield { number, value: slice(varint()) };
    else throw badRequest(`the protobuf body has a field of wire type ${wireType}, which no object here has`);
  }
}
