import type { Instant } from '../../../domain/instant.ts';
import { header, type Message, section } from './blocks.ts';
import { endButtons, type Opened } from './opening-message.ts';
import { scopeInLine } from './scope.ts';
import { statusHint } from './status-hint.ts';
import { when } from './text.ts';

/**
 * Warns the holder that the window ends soon; once it is over, or its end was moved, only says that.
 * @param closesAt the end that the message warns of
 */
export function endingMessage(request: Opened, closesAt: Instant): Message {
  const scope = scopeInLine(request.scope);
  if (request.status !== 'active') {
    return message(request, 'Your access has ended', `Your access to ${scope} has ended`);
  }
  const until = when(request.window.closesAt);
  if (request.window.closesAt !== closesAt) {
    return message(request, 'Your access goes on', `Your access to ${scope} now ends ${until}`);
  }
  const { text, blocks } = message(request, 'Your access ends soon', `Your access to ${scope} ends ${until}`);
  return { text, blocks: [...blocks, endButtons(request)] };
}

function message(request: Opened, title: string, text: string): Message {
  return { text, blocks: [header(title), section(`${text}.`), statusHint(request)] };
}
