import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** SHA-256, in hex, over the canonical JSON of everything that the rule decides by; its globs have become names. */
export function hashOfRule(rule: object): string {
  // Compiled patterns are functions, which JSON leaves out; their sources stay.
  const plain: unknown = JSON.parse(JSON.stringify(rule));
  return createHash('sha256')
    .update(canonicalize(plain) ?? '')
    .digest('hex');
}
