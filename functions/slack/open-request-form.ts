import type { OpenForm } from '../../shared/adapters/slack/forms.ts';
import type { Message } from '../../shared/adapters/slack/views/blocks.ts';
import { requestForm } from '../../shared/adapters/slack/views/request-form.ts';
import type { Account } from '../../shared/domain/person.ts';
import { emptyDraft } from './draft.ts';
import type { SlackVerbs } from './verbs.ts';

export interface OpenRequestFormPorts {
  readonly verbs: Pick<SlackVerbs, 'previewRequest'>;
  readonly openForm: OpenForm;
}

/** Milliseconds. A trigger lives for three seconds, and a cold start may have taken half of them. */
const readBeforeOpening = 900;

/** Opens the form that asks for access; what to say where it did not open. */
export async function openRequestForm(
  { verbs, openForm }: OpenRequestFormPorts,
  by: Account,
  triggerId: string,
): Promise<Message | undefined> {
  const preview = await verbs.previewRequest(emptyDraft(by, triggerId), readBeforeOpening);
  return openForm(triggerId, requestForm(preview));
}
