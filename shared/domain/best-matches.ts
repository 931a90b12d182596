/**
 * The names that contain what was typed, best first: those that begin with it, then those of which a word does, then
 * the rest; within each in their own order. Capitals do not matter. With nothing typed, the first names.
 * @param shownAs what a name is found by
 */
export function bestMatches<Name extends string>(
  names: readonly Name[],
  typed: string,
  most: number,
  shownAs: (name: Name) => string = (name) => name,
): readonly Name[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return names.slice(0, most);
  const ranks: [Name[], Name[], Name[]] = [[], [], []];
  for (const name of names) {
    const rank = rankOf(shownAs(name).toLowerCase(), wanted);
    if (rank !== undefined) ranks[rank].push(name);
  }
  return ranks.flat().slice(0, most);
}

function rankOf(name: string, wanted: string): 0 | 1 | 2 | undefined {
  const place = name.indexOf(wanted);
  if (place <= 0) return place === 0 ? 0 : undefined;
  return beginsWord(name, wanted, place) ? 1 : 2;
}

function beginsWord(name: string, wanted: string, first: number): boolean {
  for (let place = first; place !== -1; place = name.indexOf(wanted, place + 1)) {
    if (/[^a-z0-9]/.test(name[place - 1] ?? '')) return true;
  }
  return false;
}
