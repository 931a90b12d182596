import type { BlockButtonAction, RespondFn } from '@slack/bolt';
import type { OpenForm, UpdateForm } from '../../shared/adapters/slack/forms.ts';
import { clickAnswered } from '../../shared/adapters/slack/views/home.ts';
import type { ClickAnswer } from './answer-click.ts';
import { type HomePorts, refreshHome } from './home.ts';
import { personOf } from './person.ts';

export interface TellClickerPorts extends HomePorts {
  readonly openForm: OpenForm;
  readonly updateForm: UpdateForm;
}

/**
 * Tells what came of a click: in the window that was clicked in, in a window of its own over the Home tab, else beside
 * the message. The Home tab is brought up to date, whether there is anything to tell or not.
 */
export async function tellClicker(
  ports: TellClickerPorts,
  body: BlockButtonAction,
  answer: ClickAnswer | undefined,
  respond: RespondFn,
): Promise<void> {
  const { view } = body;
  if (view?.type === 'home') {
    if (answer !== undefined) await ports.openForm(body.trigger_id, clickAnswered(answer.message));
    return refreshHome(ports, personOf(body));
  }
  if (answer === undefined) return;
  if (view !== undefined) {
    // A choice in a form that this version does not know must not cost what was typed there.
    const isButton = body.actions.some(({ type }) => type === 'button');
    return isButton ? ports.updateForm(view, clickAnswered(answer.message)) : undefined;
  }
  const { message, replacesOriginal } = answer;
  await respond({ response_type: 'ephemeral', replace_original: replacesOriginal, ...message });
}
