import type { BlockAction, ViewOutput } from '@slack/bolt';
import type { UpdateForm } from '../../shared/adapters/slack/forms.ts';
import { requestForm, requestFormId } from '../../shared/adapters/slack/views/request-form.ts';
import type { Estate } from '../../shared/domain/estate.ts';
import { draftIn } from './draft.ts';
import { personOf } from './person.ts';
import type { SlackVerbs } from './verbs.ts';

export interface ChangePorts {
  readonly verbs: Pick<SlackVerbs, 'previewRequest'>;
  readonly estate: Estate;
  readonly updateForm: UpdateForm;
}

/** The form that asks for access, where this is a change of something in it. */
export function changedForm({ view }: BlockAction): ViewOutput | undefined {
  return view?.callback_id === requestFormId ? view : undefined;
}

/** Milliseconds for all that the preview reads, side by side; drawing the form then has a second. */
const readWithin = 1700;

/** Draws the form anew for what has just been chosen in it. */
export async function answerChange(ports: ChangePorts, body: BlockAction, view: ViewOutput): Promise<void> {
  const draft = draftIn(view, personOf(body), ports.estate);
  const preview = await ports.verbs.previewRequest(draft, readWithin);
  await ports.updateForm(view, requestForm(preview, draft.cluster));
}
