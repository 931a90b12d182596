import { durationInWords } from '../../../domain/duration.ts';
import { isExtension } from '../../../domain/extension.ts';
import type { InStatus } from '../../../domain/request.ts';
import { header, type Message, packedSections, section } from './blocks.ts';
import { extensionMessage, type ToldExtension } from './extension-message.ts';
import { lessInLine, scopeInLine } from './scope.ts';
import { standingInFull } from './standing.ts';
import { statusHint } from './status-hint.ts';
import { whyBlocks } from './why.ts';

/** What a requester hears of when nothing more will become of it: a request that is over, or a settled extension. */
export type Over = InStatus<'ended' | 'applied' | 'denied' | 'lapsed' | 'failed'>;

/** What the requester is told when nothing more will become of the request. */
export function directMessage(request: Over): Message {
  return isToldExtension(request) ? extensionMessage(request) : requestMessage(request);
}

function isToldExtension(request: Over): request is ToldExtension {
  return isExtension(request);
}

function requestMessage(request: Over): Message {
  const { title, notification } = headline(request);
  return {
    text: notification,
    blocks: [
      header(title),
      section(
        lessInLine(request) ?? `${scopeInLine(request.scope)} for ${durationInWords(request.duration)}`,
      ),
      ...packedSections(standingInFull(request), '\n', 8),
      ...whyBlocks(request),
      statusHint(request),
    ],
  };
}

function headline(request: Over): { readonly title: string; readonly notification: string } {
  const scope = scopeInLine(request.scope);
  switch (request.status) {
    case 'ended':
      return endedHeadline(request, scope);
    case 'applied':
      throw new Error('unreachable: only an extension is applied');
    case 'denied':
      return { title: 'Your request was denied', notification: `Your request was denied: ${scope}` };
    case 'lapsed':
      return {
        title: 'Your request lapsed',
        notification: `${request.loss === undefined ? 'Nobody decided on your request' : 'Your request lapsed'}: ${scope}`,
      };
    case 'failed':
      return {
        title: 'Your access could not be opened',
        notification: `Your access could not be opened: ${scope}`,
      };
  }
}

function endedHeadline({ cause }: InStatus<'ended'>, scope: string) {
  switch (cause) {
    case 'released':
      return { title: 'Your access ended early', notification: `Your access ended early: ${scope}` };
    case 'revoked':
      return { title: 'Your access was revoked', notification: `Your access was revoked early: ${scope}` };
    default:
      return { title: 'Your access is over', notification: `Your access is over: ${scope}` };
  }
}
