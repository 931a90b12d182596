import type { BlockButtonAction } from '@slack/bolt';
import type { OpenForm, PublishHome } from '../../shared/adapters/slack/forms.ts';
import { clickAnswered, homeTab } from '../../shared/adapters/slack/views/home.ts';
import type { Account } from '../../shared/domain/person.ts';
import type { ClickAnswer } from './answer-click.ts';
import { personOf } from './person.ts';
import type { SlackVerbs } from './verbs.ts';

export interface HomePorts {
  readonly verbs: Pick<SlackVerbs, 'showHome'>;
  readonly publishHome: PublishHome;
}

/** Brings a person's Home tab up to the records. */
export async function refreshHome({ verbs, publishHome }: HomePorts, person: Account): Promise<void> {
  await publishHome(person.userId, homeTab(await verbs.showHome(person)));
}

export function isOnHome({ view }: BlockButtonAction): boolean {
  return view?.type === 'home';
}

/** Tells what came of a click on the Home tab, where no message can be answered: in a window of its own. */
export async function tellOnHome(
  ports: HomePorts & { readonly openForm: OpenForm },
  body: BlockButtonAction,
  answer: ClickAnswer | undefined,
): Promise<void> {
  if (answer !== undefined) await ports.openForm(body.trigger_id, clickAnswered(answer.message));
  await refreshHome(ports, personOf(body));
}
