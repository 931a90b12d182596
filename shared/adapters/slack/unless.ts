import { SlackCallError } from './client.ts';

// What can never be said any more counts as said: trying again for ever would help nobody.

/** Slack's words for a message, or the place for one, that is gone or closed for good. */
export const messageIsGone: ReadonlySet<string> = new Set([
  ...['message_not_found', 'cant_update_message', 'edit_window_closed', 'thread_not_found'],
  ...['channel_not_found', 'is_archived', 'is_inactive', 'not_in_channel'],
]);

/** Slack's words for an account that takes no direct message. */
export const nobodyToTell: ReadonlySet<string> = new Set([
  ...['user_disabled', 'user_not_found', 'user_not_visible'],
]);

/** Awaits what is said; nothing where Slack answers one of these. @throws SlackCallError for any other */
export async function unless<Answer>(
  codes: ReadonlySet<string>,
  saying: Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    return await saying;
  } catch (error) {
    if (error instanceof SlackCallError && codes.has(error.code)) return undefined;
    throw error;
  }
}
