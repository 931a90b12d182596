import type { WebClient } from '@slack/web-api';
import { type BreakGlassRequest, isBreakGlass } from '../../domain/break-glass.ts';
import type { UsergroupHandle } from '../../domain/person.ts';
import type { Request } from '../../domain/request.ts';
import type { Fingerprint, LiveMessage } from '../../usecases/ports.ts';
import { sha256 } from '../sha256.ts';
import { usergroupIds } from './usergroups.ts';
import { alarmMessage } from './views/alarm-message.ts';
import type { Message } from './views/blocks.ts';
import { approvalCard } from './views/card.ts';
import { endingMessage } from './views/ending-message.ts';
import { type Opened, openingMessage } from './views/opening-message.ts';

/** What a message shows of the record as it is now. @throws SlackCallError */
export async function contentOf(slack: WebClient, message: LiveMessage, request: Request): Promise<Message> {
  switch (message.kind) {
    case 'card':
      return cardOf(slack, request);
    case 'opening':
      return openingMessage(mustBeOpened(request));
    case 'alarm':
      return alarmMessage(mustBeBreakGlass(request));
    case 'ending':
      return endingMessage(mustBeOpened(request), message.closesAt);
  }
}

async function cardOf(slack: WebClient, request: Request): Promise<Message> {
  const roleRules = request.rulesHash === undefined ? 'unreachable' : 'seen';
  return approvalCard(request, { roleRules, usergroups: await usergroupsToMention(slack, request) });
}

// Only a card that still asks mentions whom it asks; once it is decided, one call is saved.
async function usergroupsToMention(
  slack: WebClient,
  request: Request,
): Promise<ReadonlyMap<UsergroupHandle, string>> {
  return request.status === 'pending' ? usergroupIds(slack) : new Map();
}

function mustBeBreakGlass(request: Request): BreakGlassRequest {
  if (isBreakGlass(request)) return request;
  throw new Error(`unreachable: ${request.id} is no break-glass, and its channel heard of it`);
}

function mustBeOpened(request: Request): Opened {
  if (request.status === 'active' || request.status === 'closing' || request.status === 'ended')
    return request;
  throw new Error(
    `unreachable: ${request.id} is ${request.status}, and its requester heard that it was open`,
  );
}

export function fingerprintOf(message: Message): Fingerprint {
  return sha256(JSON.stringify(message));
}
