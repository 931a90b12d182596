import type { Collection } from './store.ts';

/** Something that woke somebody, as `GET /local/state` shows it. */
export interface ShownPage {
  /** When it came first. */
  readonly at: string;
  readonly channel: 'pagerduty' | 'sns';
  /** Whom it was for: the service whose routing key it carried. */
  readonly service: string;
  readonly dedupKey: string;
  readonly severity: string;
  readonly summary: string;
  readonly status: 'triggered' | 'acknowledged' | 'resolved' | 'delivered';
}

/** Every page that came, in the order in which they came. */
export interface Pages {
  all(): readonly ShownPage[];
  /** Changes the newest page that this holds for; answers whether there was one. */
  change(holds: (page: ShownPage) => boolean, change: Partial<ShownPage>): boolean;
  add(page: ShownPage): void;
}

export function openPages(stored: Collection<ShownPage>): Pages {
  const all = () => stored.all();
  return {
    all: () => all().map(({ value }) => value),
    change: (holds, change) => {
      const found = all().findLast(({ value }) => holds(value));
      if (found !== undefined) stored.put(found.key, { ...found.value, ...change });
      return found !== undefined;
    },
    add: (page) => stored.put(String(all().length).padStart(8, '0'), page),
  };
}
