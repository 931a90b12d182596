import type { Option } from './block-kit/options.ts';

/** What external selects have offered, so that a choice is sent on as the app worded it. Lost with a restart. */
export interface Offers {
  /** @param place a view's id, or a message's channel and ts */
  remember(place: string, actionId: string, options: readonly Option[]): void;
  find(place: string, actionId: string, value: string): Option | undefined;
}

export function openOffers(): Offers {
  const offered = new Map<string, Option>();
  const keyOf = (...parts: readonly string[]) => JSON.stringify(parts);
  return {
    remember: (place, actionId, options) => {
      for (const option of options) offered.set(keyOf(place, actionId, option.value), option);
    },
    find: (place, actionId, value) => offered.get(keyOf(place, actionId, value)),
  };
}
