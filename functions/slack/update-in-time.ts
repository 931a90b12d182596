import type { UpdateForm } from '../../shared/adapters/slack/forms.ts';
import { type InTimePorts, within } from '../../shared/usecases/in-time.ts';

/** Milliseconds. What is left of Slack's three seconds when the preview took all of its own. */
const patience = 900;

/** Draws forms anew while Slack still waits. What fails or takes longer is reported, and the form stays as it is. */
export function updateInTime(update: UpdateForm, ports: InTimePorts): UpdateForm {
  return async (shown, form) => {
    await within(ports, patience)('draw the form anew', update(shown, form));
  };
}
