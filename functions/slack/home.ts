import type { BlockButtonAction } from '@slack/bolt';
import type { HomeView, WebClient } from '@slack/web-api';
import { z } from 'zod';
import { answerOf } from '../../shared/adapters/slack/client.ts';
import { clickAnswered, homeTab } from '../../shared/adapters/slack/views/home.ts';
import type { Account } from '../../shared/domain/person.ts';
import type { ClickAnswer } from './answer-click.ts';
import type { OpenForm } from './open-form.ts';
import { personOf } from './person.ts';
import type { SlackVerbs } from './verbs.ts';

/** Puts the Home tab in place for one person. */
export type PublishHome = (userId: string, home: HomeView) => Promise<void>;

export interface HomePorts {
  readonly verbs: Pick<SlackVerbs, 'showHome'>;
  readonly publishHome: PublishHome;
}

export function homePublisher(slack: WebClient): PublishHome {
  return async (userId, view) => {
    await answerOf('views.publish', z.object({}), slack.views.publish({ user_id: userId, view }));
  };
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
