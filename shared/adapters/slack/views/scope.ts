import type { KnownBlock } from '@slack/web-api';
import { formatDuration } from '../../../domain/duration.ts';
import { isExtension } from '../../../domain/extension.ts';
import { type Grant, nameOfGrant } from '../../../domain/grant.ts';
import type { Request } from '../../../domain/request.ts';
import type { Scope } from '../../../domain/scope.ts';
import type { Terms } from '../../../domain/terms.ts';
import { packedSections, reasonSections, section } from './blocks.ts';
import { extensionLine, moreTime } from './extension.ts';
import { code, codes, mention, mrkdwn } from './text.ts';

/** How many namespaces a line of text names before it only counts the rest. */
const namedInLine = 5;
/** Four sections hold 150 of the longest names there are. */
const namespaceSections = 4;

/** `edit` in `payments` on `prod-eu`, in one line. */
export function scopeInLine({ role, namespaces, cluster }: Scope): string {
  const more = namespaces.length - namedInLine;
  const named = codes(namespaces.slice(0, namedInLine)) + (more > 0 ? ` and ${more} more` : '');
  return `${code(role)} in ${named} on ${code(cluster)}`;
}

/** `1h` of `edit` in `payments` on `prod-eu`, in one line. */
export function termsInLine({ scope, duration }: Terms): string {
  return `${code(formatDuration(duration))} of ${scopeInLine(scope)}`;
}

/** What was asked first and what of it is allowed, where that is less. */
export function lessInLine(request: Request): string | undefined {
  const { asked, status } = request;
  if (asked === undefined) return undefined;
  const allowed = status === 'pending' ? 'approved so far' : 'approved';
  return `Asked for ${termsInLine(asked)}; ${allowed}: ${termsInLine(request)}`;
}

function grantInWords(grant: Grant): string {
  const kind = grant.kind === 'cluster-role' ? 'ClusterRole' : 'EKS access policy';
  return `${kind} ${code(nameOfGrant(grant))}`;
}

/** Who asks for what, and why: everything that an approver judges. */
export function askedBlocks(request: Request): KnownBlock[] {
  const { requester, scope, target, duration, reason } = request;
  const fields = [
    `*Who*\n${mention(requester)}`,
    isExtension(request)
      ? `*How much longer*\n${moreTime(request)}`
      : `*For how long*\n${code(formatDuration(duration))}`,
    `*Cluster*\n${code(scope.cluster)}`,
    `*Role*\n${code(scope.role)} (${grantInWords(target.grant)})`,
  ];
  const less = lessInLine(request);
  const [first, ...others] = scope.namespaces.map(code);
  return [
    ...(isExtension(request) ? [section(extensionLine(request))] : []),
    { type: 'section', fields: fields.map(mrkdwn) },
    ...packedSections([`*Namespaces*\n${first}`, ...others], ', ', namespaceSections),
    ...(less === undefined ? [] : [section(`:small_red_triangle_down: ${less}`)]),
    { type: 'context', elements: [mrkdwn('Reason, in their own words:')] },
    ...reasonSections(reason),
  ];
}
