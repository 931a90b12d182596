import type { ViewOutput, ViewResponseAction } from '@slack/bolt';
import { escaped } from '../../shared/adapters/slack/views/text.ts';

/** Shows sentences under the form's fields. Slack shows them as plain text, so they lose their code quotes. */
export function errors(problems: Readonly<Record<string, string>>): ViewResponseAction {
  const shown = Object.entries(problems).map(([field, text]) => [field, escaped(text.replaceAll('`', ''))]);
  return { response_action: 'errors', errors: Object.fromEntries(shown) };
}

/** Shows a sentence that is about no field in particular: under the last one, where the button is. */
export function errorBelow({ state }: ViewOutput, text: string): ViewResponseAction {
  return errors({ [Object.keys(state.values).at(-1) ?? '']: text });
}
