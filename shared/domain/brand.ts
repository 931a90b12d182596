declare const brand: unique symbol;

/** A value that has been checked once and carries the proof in its type. Only the parser beside the type makes one. */
export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name };

/** What a parser answers: the checked value, or a sentence that says what is wrong and what would be right. */
export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: string };

export function valid<Value>(value: Value): Parsed<Value> {
  return { ok: true, value };
}

export function invalid(problem: string): { readonly ok: false; readonly problem: string } {
  return { ok: false, problem };
}

export type NonEmpty<Item> = readonly [Item, ...Item[]];

export function isNonEmpty<Item>(items: readonly Item[]): items is NonEmpty<Item> {
  return items.length > 0;
}
