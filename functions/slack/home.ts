import type { ViewOutput } from '@slack/bolt';
import type { PublishHome } from '../../shared/adapters/slack/forms.ts';
import { approveLessFormId } from '../../shared/adapters/slack/views/approve-less-form.ts';
import { parseClickedCard } from '../../shared/adapters/slack/views/clicked-card.ts';
import { extendFormId } from '../../shared/adapters/slack/views/extend-form.ts';
import { handOverFormId } from '../../shared/adapters/slack/views/hand-over-form.ts';
import { homeTab } from '../../shared/adapters/slack/views/home.ts';
import { reviewFormId } from '../../shared/adapters/slack/views/review-form.ts';
import { denyFormId } from '../../shared/adapters/slack/views/why-form.ts';
import type { Account } from '../../shared/domain/person.ts';
import type { SlackVerbs } from './verbs.ts';

export interface HomePorts {
  readonly verbs: Pick<SlackVerbs, 'showHome'>;
  readonly publishHome: PublishHome;
}

/** Brings a person's Home tab up to the records. */
export async function refreshHome({ verbs, publishHome }: HomePorts, person: Account): Promise<void> {
  await publishHome(person.userId, homeTab(await verbs.showHome(person)));
}

/** The forms that a button on the Home tab opens, as one on a message does. */
const openedByButtons: ReadonlySet<string> = new Set([
  ...[denyFormId, approveLessFormId, handOverFormId, extendFormId, reviewFormId],
]);

/** Whether the form was opened from the Home tab: from a message, it would carry along where that stands. */
export function isFromHome({ callback_id, private_metadata }: ViewOutput): boolean {
  const clicked = parseClickedCard(private_metadata);
  return openedByButtons.has(callback_id) && clicked.ok && clicked.value.card === undefined;
}
