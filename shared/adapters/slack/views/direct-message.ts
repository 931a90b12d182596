import type { KnownBlock } from '@slack/web-api';
import { formatDuration } from '../../../domain/duration.ts';
import type { InStatus, Request } from '../../../domain/request.ts';
import { context, header, type Message, packedSections, section } from './blocks.ts';
import { actions, button } from './buttons.ts';
import { lessInLine, scopeInLine } from './scope.ts';
import { standingInFull } from './standing.ts';
import { code, escaped, when } from './text.ts';
import { whyBlocks } from './why.ts';

/** The statuses that a requester hears of in a direct message. */
export type Told = InStatus<'active' | 'ended' | 'denied' | 'lapsed' | 'failed'>;

/** What the requester is told when the request has come to a status that matters to them. */
export function directMessage(request: Told): Message {
  const { title, notification } = headline(request);
  return {
    text: notification,
    blocks: [
      header(title),
      section(
        lessInLine(request) ?? `${scopeInLine(request.scope)} for ${code(formatDuration(request.duration))}`,
      ),
      ...packedSections(standingInFull(request), '\n', 8),
      ...whyBlocks(request),
      ...(request.status === 'active' ? whileOpen(request) : []),
      context(
        `Request ${code(request.id)} · ${code(`/k8s-access status ${request.id}`)} shows all that happened`,
      ),
    ],
  };
}

function headline(request: Told): { readonly title: string; readonly notification: string } {
  const scope = scopeInLine(request.scope);
  switch (request.status) {
    case 'active':
      return {
        title: 'Your access is open',
        notification: `Your access is open until ${when(request.window.closesAt)}: ${scope}`,
      };
    case 'ended':
      return endedHeadline(request, scope);
    case 'denied':
      return { title: 'Your request was denied', notification: `Your request was denied: ${scope}` };
    case 'lapsed':
      return { title: 'Your request lapsed', notification: `Nobody decided on your request: ${scope}` };
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

function whileOpen(request: InStatus<'active'>): KnownBlock[] {
  return [
    section(`Type this:\n${commands(request)}`),
    actions('end', button('release', 'Release early', request.id)),
  ];
}

/** What to type to use the access; the words come from the record, so they fit as they are. */
function commands({ scope, target }: Request): string {
  const { cluster, namespaces } = scope;
  const lines = [
    `aws eks update-kubeconfig --region ${target.region} --name ${target.cluster} --alias ${cluster}`,
    `kubectl --context ${cluster} --namespace ${namespaces[0]} get pods`,
  ];
  return `\`\`\`${escaped(lines.join('\n'))}\`\`\``;
}
