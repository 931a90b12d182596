import type { KnownBlock } from '@slack/web-api';
import { formatDuration } from '../../../domain/duration.ts';
import { isExtension } from '../../../domain/extension.ts';
import { type Grant, nameOfGrant } from '../../../domain/grant.ts';
import type { Request } from '../../../domain/request.ts';
import { isClusterWide, type Scope } from '../../../domain/scope.ts';
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
  if (isClusterWide({ namespaces })) return `${code(role)} in the *whole cluster* ${code(cluster)}`;
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
  return [
    ...(isExtension(request) ? [section(extensionLine(request))] : []),
    { type: 'section', fields: fields.map(mrkdwn) },
    ...whereBlocks(scope),
    ...(less === undefined ? [] : [section(`:small_red_triangle_down: ${less}`)]),
    { type: 'context', elements: [mrkdwn('Reason, in their own words:')] },
    ...reasonSections(reason),
  ];
}

/** Said wherever a whole cluster is asked for, where namespaces stand otherwise. */
export const wholeClusterWarning =
  ':globe_with_meridians: *The whole cluster*: every namespace, and what stands outside of any, such as nodes.';

function whereBlocks({ namespaces }: Scope): KnownBlock[] {
  if (isClusterWide({ namespaces })) return [section(wholeClusterWarning)];
  const [first, ...others] = namespaces.map(code);
  return packedSections([`*Namespaces*\n${first}`, ...others], ', ', namespaceSections);
}
