// RFC 3339 with upper-case T and Z, as https://states-language.net/spec.html#timestamps asks.
const pattern =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** Milliseconds since the epoch, or undefined where the value is no timestamp. */
export function parseTimestamp(value: unknown): number | undefined {
  return typeof value === 'string' && pattern.test(value) ? Date.parse(value) : undefined;
}
