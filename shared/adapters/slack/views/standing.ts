import { driftInWords } from '../../../domain/drift.ts';
import { type AccessEvidence, standingAccess } from '../../../domain/evidence.ts';
import { isExtension } from '../../../domain/extension.ts';
import { lossInWords } from '../../../domain/identity-loss.ts';
import type { InStatus, Request } from '../../../domain/request.ts';
import { wholeCluster } from '../../../domain/scope.ts';
import { standingInWords } from '../../../domain/standing-access.ts';
import { causeInWords, problemInWords } from '../../../domain/status-words.ts';
import { extensionInFull, extensionInLine } from './extension.ts';
import { code, codes, count, escaped, mention, shortened, when } from './text.ts';

/** Where a request stands, in a few words that fit a list. */
export function standingInLine(request: Request): string {
  const asExtension = isExtension(request) ? extensionInLine(request) : undefined;
  return asExtension ?? requestInLine(request);
}

function requestInLine(request: Request): string {
  switch (request.status) {
    case 'pending':
      return `waiting for approval until ${when(request.lapsesAt)}`;
    case 'approved':
      return request.abandoned === undefined ? 'approved, opening' : 'not opened, cleaning up';
    case 'active':
      return `open until ${when(request.window.closesAt)}`;
    case 'closing':
      return 'closing';
    case 'ended':
      return `ended ${when(request.endedAt)}, because ${endingInWords(request)}`;
    case 'applied':
      return `applied ${when(request.at)}`;
    case 'denied':
      return `denied by ${mention(request.by)}`;
    case 'lapsed':
      return `lapsed ${when(request.at)}`;
    case 'withdrawn':
      return `withdrawn ${when(request.at)}`;
    case 'failed':
      return `could not be opened ${when(request.at)}`;
  }
}

/** Where a decided request stands, a paragraph each. What the cluster has not confirmed is not said. */
export function standingInFull(request: Decided): readonly string[] {
  const asExtension = isExtension(request) ? extensionInFull(request) : undefined;
  return asExtension ?? requestInFull(request);
}

type Decided = Exclude<Request, { status: 'pending' }>;

function requestInFull(request: Decided): readonly string[] {
  switch (request.status) {
    case 'approved':
      return request.abandoned === undefined
        ? [
            `The access is being opened. It must stand by ${when(request.openBy)}, or it is not opened at all.`,
          ]
        : [
            problemInWords(request.abandoned.why),
            'What was made already is being taken away.',
            ...failingInWords(request),
          ];
    case 'active':
      return [
        `The access is open until ${when(request.window.closesAt)}. The cluster has confirmed it.`,
        ...standsAlready(request),
      ];
    case 'closing':
      return [
        `The access is being taken away, because ${endingInWords(request)}.`,
        ...failingInWords(request),
      ];
    case 'ended':
      return [
        `The access ended ${when(request.endedAt)}, because ${endingInWords(request)}.`,
        ...remaining(request.evidence),
      ];
    case 'applied':
      return [`It was applied ${when(request.at)}.`];
    case 'denied':
      return [`${mention(request.by)} denied the request ${when(request.at)}.`];
    case 'lapsed':
      return request.loss === undefined
        ? [`Nobody decided until ${when(request.at)}, so the request lapsed. It can be asked again.`]
        : [`The request lapsed ${when(request.at)}, because ${escaped(lossInWords(request.loss))}.`];
    case 'withdrawn':
      return [`${mention(request.requester)} withdrew the request ${when(request.at)}.`];
    case 'failed':
      return [problemInWords(request.abandoned.why), 'The cluster holds nothing of it.'];
  }
}

/** What the requester can do without a window, where it is known that they can do something. */
export function standsAlready({ requester, standing }: Request): readonly string[] {
  const what = standing && standingInWords(standing);
  if (what === undefined) return [];
  return [`:information_source: ${mention(requester)} can already do ${escaped(what)}.`];
}

function failingInWords({ failing }: Request): readonly string[] {
  if (failing === undefined) return [];
  const { since, why, pagedAt } = failing;
  const paged = pagedAt === undefined ? '' : ` Those who run it were paged ${when(pagedAt)}.`;
  return [
    `:warning: *It fails since ${when(since)}, so the access may still stand.* It is tried again until it succeeds.${paged}`,
    code(shortened(why, 300)),
  ];
}

/** Why the access ends, and by whom where a person ended it: a part of a sentence. */
function endingInWords(request: InStatus<'closing' | 'ended'>): string {
  switch (request.cause) {
    case 'released':
      return `${mention(request.requester)} released it early`;
    case 'revoked':
      return `${mention(request.by)} revoked it`;
    case 'deactivated':
      return escaped(lossInWords(request.loss));
    case 'drift':
      return request.found.map((drift) => escaped(driftInWords(drift))).join(', and ');
    default:
      return causeInWords(request.cause);
  }
}

/** How many standing permissions are named before the rest is only counted. */
const named = 10;

/** What the cluster still allows after everything of ours is gone. */
function remaining(evidence: readonly AccessEvidence[]): readonly string[] {
  const standing = standingAccess(evidence);
  if (standing.length === 0) return ['The cluster confirms that it is gone.'];
  const lines = standing.slice(0, named).map(({ namespace, asked, reason }) => {
    const why = reason === '' ? '' : `: ${code(shortened(reason, 150))}`;
    const where = namespace === wholeCluster ? 'the whole cluster' : code(namespace);
    return `• ${codes([asked])} in ${where}${why}`;
  });
  const more = standing.length - named;
  return [
    `:warning: What this window made is gone, but the cluster still allows ${count(standing.length, 'thing')} through other access:`,
    ...lines,
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
}
