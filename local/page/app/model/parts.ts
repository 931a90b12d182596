/** What the platform told so far: by collection, and in it by id. A collection that stays as it was keeps its identity. */
export type Parts = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

/** An event of `GET /local/events`. */
export interface Change {
  readonly now: number;
  readonly set: Readonly<Record<string, unknown>>;
  readonly gone: readonly string[];
}

/** The parts after a change. Keys are `<collection>/<id>`. */
export function apply(parts: Parts, { set, gone }: Change): Parts {
  const next = new Map(parts);
  const fresh = new Map<string, Map<string, unknown>>();
  const collection = (name: string) => {
    const there = fresh.get(name) ?? new Map(next.get(name));
    fresh.set(name, there);
    next.set(name, there);
    return there;
  };
  for (const key of gone) collection(nameIn(key)).delete(idIn(key));
  for (const [key, value] of Object.entries(set)) collection(nameIn(key)).set(idIn(key), value);
  return next;
}

const nameIn = (key: string) => key.slice(0, key.indexOf('/'));
const idIn = (key: string) => key.slice(key.indexOf('/') + 1);
