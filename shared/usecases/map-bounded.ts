/** Maps with at most `limit` calls under way, keeping the order. After the first failure no further call begins. */
export async function mapBounded<Item, Result>(
  items: readonly Item[],
  limit: number,
  map: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const rest = placesOf(items);
  const work = async () => {
    for (const [place, item] of rest) results[place] = await map(item);
  };
  await Promise.all(Array.from({ length: limit }, work));
  return results;
}

// A generator, because all loops over one end when one of them is left by an exception.
function* placesOf<Item>(items: readonly Item[]): Generator<[number, Item]> {
  yield* items.entries();
}
