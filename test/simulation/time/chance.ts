/**
 * Chance that depends on the seed and on what it is asked about, and on nothing else: what one thing draws stays the
 * same whatever else is left out of the run, so that a schedule can be made shorter.
 */
export interface Dice {
  /** From 0 up to 1. */
  of(about: string): number;
  /** A whole number from `least` up to and including `most`. */
  between(about: string, least: number, most: number): number;
  /** Whether something of this probability happens. */
  hits(about: string, probability: number): boolean;
  /** One of them. */
  pick<Item>(about: string, from: readonly [Item, ...Item[]]): Item;
}

export function diceOf(seed: number): Dice {
  const of = (about: string) => mixed(seed, about) / 2 ** 32;
  const between = (about: string, least: number, most: number) =>
    least + Math.floor(of(about) * (most - least + 1));
  return {
    of,
    between,
    hits: (about, probability) => probability > 0 && of(about) < probability,
    pick: (about, from) => from[between(about, 0, from.length - 1)] ?? from[0],
  };
}

// FNV-1a over the text, then the finalizer of MurmurHash3, because FNV's last characters mix too little.
function mixed(seed: number, text: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let place = 0; place < text.length; place += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
