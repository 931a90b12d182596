import type { IncomingMessage } from 'node:http';
import { parseQuery, type SignedRequest } from './signature/request.ts';

// A gateway that strips a prefix off the path says so here, because the client signed the path with it.
const PREFIX_HEADER = 'x-local-signed-path-prefix';

/**
 * The request as its signer saw it; undefined when its query is broken. The path is read from the wire: URL objects
 * normalize it, and the signature covers what was sent.
 */
export function signedRequest(incoming: IncomingMessage, body: Uint8Array): SignedRequest | undefined {
  const { method = '', url = '', headers } = incoming;
  const [path = '', search = ''] = splitOnce(url, '?');
  const query = parseQuery(search);
  if (query === undefined) return undefined;
  const flat = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  );
  return { method, path: `${flat[PREFIX_HEADER] ?? ''}${path}`, query, headers: flat, body };
}

function splitOnce(text: string, separator: string): readonly string[] {
  const index = text.indexOf(separator);
  return index === -1 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}
