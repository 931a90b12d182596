import type { ViewResponseAction } from '@slack/bolt';
import { escaped } from '../../shared/adapters/slack/views/text.ts';

/**
 * Shows sentences under the form's fields. Slack shows them as plain text, so they lose their code quotes.
 * @param problems by the block id of the field
 */
export function formErrors(problems: Readonly<Partial<Record<string, string>>>): ViewResponseAction {
  const shown = Object.entries(problems).flatMap(([field, text]) =>
    text === undefined ? [] : [[field, escaped(text.replaceAll('`', ''))]],
  );
  return { response_action: 'errors', errors: Object.fromEntries(shown) };
}
