import type { Sha256 } from './audit-chain.ts';

/**
 * The root of a Merkle tree over texts, as RFC 6962, section 2.1, builds it, with words in front where that has a byte:
 * a leaf is `sha256("leaf:" + text)`, a node `sha256("node:" + left + ":" + right)`, in hex, and the left half is the
 * largest power of two that leaves something for the right. No leaves: `sha256("")`.
 */
export function merkleRoot(texts: readonly string[], sha256: Sha256): string {
  if (texts.length === 0) return sha256('');
  let row = texts.map((text) => sha256(`leaf:${text}`));
  // Joining neighbours and carrying a last odd one upwards comes to the same tree.
  while (row.length > 1) row = pairsOf(row).map(([left, right]) => nodeOf(left, right, sha256));
  return row[0] ?? '';
}

function nodeOf(left: string, right: string | undefined, sha256: Sha256): string {
  return right === undefined ? left : sha256(`node:${left}:${right}`);
}

function pairsOf(row: readonly string[]): readonly (readonly [string, string | undefined])[] {
  return row.flatMap((left, place) => (place % 2 === 0 ? [[left, row[place + 1]] as const] : []));
}
