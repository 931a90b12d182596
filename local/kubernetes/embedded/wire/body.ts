import type { IncomingMessage } from 'node:http';
import { parse as parseYaml } from 'yaml';
import { ApiError, badRequest, unsupportedMediaType } from '../status.ts';
import { decodeProtobuf } from './protobuf.ts';

/** Bytes that a request's body may have, as in the real server. */
const bodyLimit = 3 * 1024 * 1024;

const json = 'application/json';
const yaml = 'application/yaml';
const protobuf = 'application/vnd.kubernetes.protobuf';

/** Media type of a request without its parameters; JSON when it names none. */
export const mediaTypeOf = (request: IncomingMessage) =>
  (request.headers['content-type'] ?? json).split(';')[0]?.trim().toLowerCase() ?? json;

/** Reads and decodes the whole body; undefined when it is empty. Throws ApiError when it is too long or unreadable. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > bodyLimit) throw tooLarge();
    chunks.push(chunk);
  }
  return length === 0 ? undefined : decode(mediaTypeOf(request), Buffer.concat(chunks));
}

const tooLarge = () =>
  new ApiError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${bodyLimit}`);

function decode(mediaType: string, bytes: Buffer): unknown {
  if (mediaType === protobuf) return decodeProtobuf(bytes);
  if (mediaType === yaml) return parsed(() => parseYaml(bytes.toString()));
  if (mediaType === json || mediaType.endsWith('+json')) return parsed(() => JSON.parse(bytes.toString()));
  throw unsupportedMediaType([json, yaml, protobuf]);
}

function parsed(parse: () => unknown): unknown {
  try {
    return parse();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw badRequest(`the object provided is unrecognized: couldn't get version/kind; parse error: ${why}`);
  }
}
