import type { BreakGlassRequest } from '../../../domain/break-glass.ts';
import type { Step } from '../../../domain/break-glass-steps.ts';
import { verdictInWords } from '../../../domain/break-glass-words.ts';
import { drillReport } from '../../../domain/drill-report.ts';
import { drillInWords } from '../../../domain/drill-words.ts';
import { outcomeInWords } from '../../../domain/paging.ts';
import type { UsergroupHandle } from '../../../domain/person.ts';
import { type Message, packedSections } from './blocks.ts';
import { standingInFull } from './standing.ts';
import { code, codes, escaped, inSeconds, mention, mentionSource, when } from './text.ts';

/** A line in the thread of a break-glass. @param usergroups ids by handle, of those who are asked to do something */
export function alarmStep(
  request: BreakGlassRequest,
  { kind }: Step,
  usergroups: ReadonlyMap<UsergroupHandle, string>,
): Message {
  const lines = linesOf(request, kind, usergroups);
  return { text: lines[0] ?? '', blocks: packedSections(lines, '\n', 4) };
}

function linesOf(
  request: BreakGlassRequest,
  kind: Step['kind'],
  usergroups: ReadonlyMap<UsergroupHandle, string>,
): readonly string[] {
  const { terms, taken, review } = request.breakGlass;
  const whom = (sources: typeof terms.closers) =>
    sources.map((one) => mentionSource(one, usergroups)).join(', ');
  switch (kind) {
    case 'paged':
      return pagedLines(request);
    case 'opened':
      return ['The access is open: the cluster has confirmed it.'];
    case 'taken':
      return [`${taken === undefined ? 'Somebody' : mention(taken.by)} looks after it.`];
    case 'sent-on':
      return [
        `Nobody looked after it in time, so ${code(terms.escalateTo ?? request.breakGlass.pages[0])} was paged. ${whom([...terms.closers, ...terms.reviewers])}: end it with *Close now*, or take it with *Review…*.`,
      ];
    case 'failed':
    case 'closing':
    case 'ended':
      return request.status === 'pending' ? [] : standingInFull(request);
    case 'drilled':
      return drilledLines(request, whom([...terms.closers, ...terms.reviewers]));
    case 'overdue':
      return [
        `Nobody has reviewed it in time, so ${code(terms.escalateTo ?? request.breakGlass.pages[0])} was paged.`,
      ];
    case 'reminded':
      return [`${whom(terms.reviewers)}: this break-glass still waits for its review, with *Review…* above.`];
    case 'reviewed':
      return review === undefined
        ? []
        : [`${mention(review.by)} reviewed it ${when(review.at)}: *${verdictInWords(review.verdict)}*.`];
  }
}

function drilledLines(request: BreakGlassRequest, whom: string): readonly string[] {
  const report = drillReport(request);
  if (report === undefined) return [];
  const [verdict = '', ...lines] = drillInWords(report).map(escaped);
  return report.problems.length === 0
    ? [`:white_check_mark: *${verdict}*`, ...lines]
    : [`:x: *${verdict}*`, ...lines, `${whom}: have this mended, and start another drill then.`];
}

function pagedLines({ breakGlass: { pages, paged } }: BreakGlassRequest): readonly string[] {
  const outcomes = paged?.outcomes.map(outcomeInWords).join(', ') ?? '';
  const took = paged?.took;
  const accepted =
    took === undefined
      ? 'Nobody could be paged in time.'
      : `The first took ${inSeconds(took)} from the command.`;
  return [`Paged ${codes(pages)}: ${outcomes}. ${accepted}`];
}
