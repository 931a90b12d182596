import type { BlockAction, BlockSuggestion, ViewSubmitAction } from '@slack/bolt';
import type { AskForAccess } from '../../shared/usecases/request-access.ts';

/** Who clicked, searched or sent a form: with their own team, or where Slack does not say it, the team they did it in. */
export function personOf({
  user,
  team,
}: BlockAction | BlockSuggestion | ViewSubmitAction): AskForAccess['requester'] {
  return { teamId: user.team_id ?? team?.id ?? '', userId: user.id };
}
