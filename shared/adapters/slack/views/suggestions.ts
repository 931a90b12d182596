import type { OptionGroup, PlainTextOption } from '@slack/web-api';
import type { Suggestions } from '../../../domain/suggestions.ts';
import { option, optionGroup } from './option.ts';

/** What a search in a menu answers to Slack. */
export type SuggestionsShown =
  | { readonly options: PlainTextOption[] }
  | { readonly option_groups: OptionGroup[] };

/** The names found; recent ones in a group of their own ahead of the rest. */
export function suggestionsShown({ recent, others }: Suggestions): SuggestionsShown {
  if (recent.length === 0) return { options: others.map((name) => option(name)) };
  return {
    option_groups: [
      optionGroup('Recent', recent),
      ...(others.length === 0 ? [] : [optionGroup('All', others)]),
    ],
  };
}
