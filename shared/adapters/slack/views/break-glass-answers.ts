import type { KnownBlock } from '@slack/web-api';
import { sourceInWords } from '../../../domain/approver-source.ts';
import { type BreakGlassRequest, isBreakGlass, reviewBy } from '../../../domain/break-glass.ts';
import { durationInWords } from '../../../domain/duration.ts';
import type { Request } from '../../../domain/request.ts';
import { statusInWords } from '../../../domain/status-words.ts';
import { context, header, type Message, section, sentence } from './blocks.ts';
import { actions, button } from './buttons.ts';
import { scopeInLine } from './scope.ts';
import { standingInLine } from './standing.ts';
import { code, codes, mention, when } from './text.ts';

/** What whoever broke the glass reads at once. */
export function brokenAnswer(request: Request): Message {
  const { id, scope } = request;
  const next =
    isBreakGlass(request) && request.status === 'approved'
      ? pagingNow(request)
      : `It is ${statusInWords(request.status)}.`;
  const isDrill = request.breakGlass?.drill !== undefined;
  const what = isDrill ? 'Break-glass drill' : 'Break-glass';
  const line = `${what} ${code(id)} is recorded: ${scopeInLine(scope)}.\n${next}`;
  return {
    text: `${what} ${code(id)} is recorded. ${next}`,
    blocks: [
      section(isDrill ? line : `:rotating_light: ${line}`),
      context(`${code(`/k8s-access status ${id}`)} shows how it goes on`),
    ],
  };
}

function pagingNow({ breakGlass, duration }: BreakGlassRequest): string {
  if (breakGlass.drill !== undefined) {
    return `${codes(breakGlass.pages)} is told now that nothing is wrong. It opens something harmless for ${durationInWords(duration)}; then ${code(`#${breakGlass.terms.channel}`)} hears how long each step took, and what failed.`;
  }
  return `${codes(breakGlass.pages)} is being paged now. It opens as soon as a page is accepted, within seconds; you get a direct message when it stands, or why it does not.`;
}

/** Five to a screen is all that anybody reviews at a time. */
const mostShown = 12;

/** The uses that nobody has reviewed, the oldest first. */
export function unreviewedAnswer(uses: readonly BreakGlassRequest[]): Message {
  if (uses.length === 0) return sentence('Every break-glass is reviewed.');
  const more = uses.length - mostShown;
  return {
    text: `Not reviewed yet: ${uses
      .slice(0, mostShown)
      .map(({ id }) => code(id))
      .join(', ')}`,
    blocks: [
      header('Break-glass that nobody has reviewed'),
      ...uses.slice(0, mostShown).flatMap((use) => unreviewedBlocks(use)),
      ...(more > 0 ? [context(`and ${more} more`)] : []),
    ],
  };
}

/** One that is to be reviewed, with the button for it. */
export function unreviewedBlocks(use: BreakGlassRequest): KnownBlock[] {
  const { id, requester, scope, breakGlass } = use;
  const due = reviewBy(breakGlass);
  const reviewers = codes(breakGlass.terms.reviewers.map(sourceInWords));
  return [
    section(
      `${mention(requester)} · ${scopeInLine(scope)} · ${code(id)}\n${standingInLine(use)} · to be reviewed by ${reviewers}${due === undefined ? '' : ` until ${when(due)}`}`,
    ),
    actions(`review-${id}`, button('review', 'Review…', id)),
  ];
}
