import type { BlockSuggestion, ViewOutput } from '@slack/bolt';
import { nameOf } from '../../shared/adapters/slack/views/option.ts';
import { type SuggestionsShown, suggestionsShown } from '../../shared/adapters/slack/views/suggestions.ts';
import type { Estate } from '../../shared/domain/estate.ts';
import { type ClusterName, parseClusterName } from '../../shared/domain/scope.ts';
import { personOf } from './person.ts';
import { typedInto } from './typed-into.ts';
import type { SlackVerbs } from './verbs.ts';

export interface SuggestionPorts {
  readonly verbs: Pick<SlackVerbs, 'suggestScope'>;
  readonly estate: Estate;
}

const searches = ['cluster', 'namespaces'] as const;

/** What a menu of the form offers for what was typed into it. A menu that is not known offers nothing. */
export async function answerSuggestion(
  { verbs, estate }: SuggestionPorts,
  body: BlockSuggestion,
): Promise<SuggestionsShown> {
  const { value: typed, view } = body;
  const of = searches.find((field) => field === body.action_id);
  if (of === undefined) return { options: [] };
  const cluster = view && chosenCluster(view, estate);
  const search = { by: personOf(body), of, typed, ...(cluster === undefined ? {} : { cluster }) };
  return suggestionsShown(await verbs.suggestScope(search));
}

// The form carries the cluster since it was last drawn; of what was chosen since, a search may not tell:
// https://github.com/slackapi/bolt-js/issues/1146
function chosenCluster(view: ViewOutput, estate: Estate): ClusterName | undefined {
  const chosen = nameOf(typedInto(view, 'cluster'), estate.clusters.keys());
  const parsed = parseClusterName(view.private_metadata === '' ? chosen : view.private_metadata);
  return parsed.ok ? parsed.value : undefined;
}
