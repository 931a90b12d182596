import type { KnownBlock } from '@slack/web-api';
import { durationInWords } from '../../../domain/duration.ts';
import type { InStatus, Request } from '../../../domain/request.ts';
import { isClusterWide } from '../../../domain/scope.ts';
import { header, type Message, packedSections, section } from './blocks.ts';
import { actions, button } from './buttons.ts';
import { lessInLine, scopeInLine } from './scope.ts';
import { standingInFull } from './standing.ts';
import { statusHint } from './status-hint.ts';
import { code, escaped, when } from './text.ts';

/** A request whose window was open once. */
export type Opened = InStatus<'active' | 'closing' | 'ended'>;

/** Tells the requester that access is open and what to type; once it is over, only that it was. */
export function openingMessage(request: Opened): Message {
  const open = request.status === 'active';
  const scope = scopeInLine(request.scope);
  return {
    text: open
      ? `Your access is open until ${when(request.window.closesAt)}: ${scope}`
      : `Your access was open: ${scope}`,
    blocks: [
      header(open ? 'Your access is open' : 'Your access was open'),
      section(lessInLine(request) ?? `${scope} for ${durationInWords(request.duration)}`),
      ...packedSections(standingInFull(request), '\n', 8),
      ...(open ? [section(`Type this:\n${commands(request)}`), endButtons(request)] : []),
      statusHint(request),
    ],
  };
}

/** What its holder can do with an open window. */
export function endButtons({ id, breakGlass }: Request): KnownBlock {
  const release = button('release', 'Release early', id);
  // A break-glass gets no more time.
  return breakGlass === undefined
    ? actions('end', button('extend', 'Extend', id), release)
    : actions('end', release);
}

/** How many namespaces have a line of their own to type. */
const typedOut = 5;

/** What to type to use the access; the words come from the record, so they fit as they are. */
function commands({ id, scope, target }: Request): string {
  const { cluster, namespaces } = scope;
  const lines = [
    `aws eks update-kubeconfig --region ${target.region} --name ${target.cluster} --alias ${cluster}`,
    ...(isClusterWide(scope)
      ? [`kubectl --context ${cluster} auth can-i --list`]
      : namespaces
          .slice(0, typedOut)
          .map((namespace) => `kubectl --context ${cluster} --namespace ${namespace} get pods`)),
  ];
  const more = namespaces.length - typedOut;
  const rest = more > 0 ? `\nand so on: ${code(`/k8s-access status ${id}`)} names the other ${more}` : '';
  return `\`\`\`${escaped(lines.join('\n'))}\`\`\`${rest}`;
}
