/** A request as its signer saw it. */
export interface SignedRequest {
  readonly method: string;
  /** As on the wire: percent-encoded once. */
  readonly path: string;
  readonly query: Query;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** A query string, decoded; a name may come several times. */
export type Query = ReadonlyMap<string, readonly string[]>;

/**
 * Decodes a query string by percent-decoding alone (`+` stays `+`, as SigV4 has it).
 * Undefined when the encoding is broken.
 */
export function parseQuery(text: string): Query | undefined {
  const query = new Map<string, string[]>();
  for (const pair of text.split('&').filter((part) => part !== '')) {
    const [name, value] = splitPair(pair).map(percentDecode);
    if (name === undefined || value === undefined) return undefined;
    query.set(name, [...(query.get(name) ?? []), value]);
  }
  return query;
}

function splitPair(pair: string): readonly string[] {
  const equals = pair.indexOf('=');
  return equals === -1 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
}

function percentDecode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
