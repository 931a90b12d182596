/** The known name that was probably meant by one that does not exist, or nothing where none is close. */
export function closest(wanted: string, known: readonly string[]): string | undefined {
  const most = Math.min(3, Math.max(1, Math.floor(wanted.length / 3)));
  const ranked = known
    .filter((name) => name !== wanted)
    .map((name) => ({ name, distance: distanceBetween(wanted.toLowerCase(), name.toLowerCase()) }))
    .toSorted((one, other) => one.distance - other.distance);
  const [first] = ranked;
  return first !== undefined && first.distance <= most ? first.name : undefined;
}

/** A question in a sentence of its own, with a space before it, or nothing. */
export function didYouMean(wanted: string, known: readonly string[]): string {
  const meant = closest(wanted, known);
  return meant === undefined ? '' : ` Did you mean ${meant}?`;
}

/** How many characters must be put in, taken out or replaced (Levenshtein). */
function distanceBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (const [index, character] of [...one].entries()) {
    const next = [index + 1];
    for (const [place, theirs] of [...other].entries()) {
      const replaced = (row[place] ?? 0) + (character === theirs ? 0 : 1);
      next.push(Math.min(replaced, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
