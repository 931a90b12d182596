import type { ActionsBlock, KnownBlock } from '@slack/web-api';
import { sourceInWords } from '../../../domain/approver-source.ts';
import { type BreakGlassRequest, needsReview, reviewBy } from '../../../domain/break-glass.ts';
import { verdictInWords } from '../../../domain/break-glass-words.ts';
import { context, header, type Message, packedSections, reasonSections, section } from './blocks.ts';
import { actions, button } from './buttons.ts';
import { askedBlocks, scopeInLine } from './scope.ts';
import { standingInFull } from './standing.ts';
import { ago, code, codes, mention, when } from './text.ts';
import { whyBlocks } from './why.ts';

/** What the channel sees of a break-glass: that it is there, how it stands, and how to end and to review it. */
export function alarmMessage(request: BreakGlassRequest): Message {
  const { id, decision } = request;
  return {
    ...headline(request),
    blocks: [
      ...headline(request).blocks,
      ...askedBlocks(request),
      { type: 'divider' },
      ...packedSections(standing(request), '\n', 8),
      ...whyBlocks(request),
      ...reviewBlocks(request),
      ...buttons(request),
      context(`Request ${code(id)} · rule ${code(decision.rule)}`),
    ],
  };
}

// Whoever was called for nothing comes later the next time, so a drill calls nobody.
function headline({ requester, scope, breakGlass }: BreakGlassRequest): Message {
  const what = `${mention(requester)} broke the glass: ${scopeInLine(scope)}`;
  if (breakGlass.drill === undefined) {
    return {
      text: `:rotating_light: Break-glass: ${what}`,
      blocks: [
        header('Break-glass: access without approval'),
        section(`<!channel> :rotating_light: *${what}*`),
      ],
    };
  }
  const drilled = `${mention(requester)} tries break-glass out: ${scopeInLine(scope)}`;
  return {
    text: `Break-glass drill: ${drilled}`,
    blocks: [header('Break-glass drill: nothing is wrong'), section(drilled)],
  };
}

function standing(request: BreakGlassRequest): readonly string[] {
  switch (request.status) {
    case 'pending':
      return [];
    case 'approved':
      return request.abandoned === undefined
        ? [`${codes(request.breakGlass.pages)} is being paged. It opens as soon as a page is accepted.`]
        : standingInFull(request);
    case 'active': {
      const { closesAt } = request.window;
      return [`:unlock: *Open. It ends ${ago(closesAt)}*, ${when(closesAt)}. The cluster has confirmed it.`];
    }
    default:
      return standingInFull(request);
  }
}

function reviewBlocks({ breakGlass }: BreakGlassRequest): KnownBlock[] {
  const { review, taken, terms } = breakGlass;
  if (review !== undefined) {
    const by = `Reviewed by ${mention(review.by)} ${when(review.at)}: *${verdictInWords(review.verdict)}*.`;
    return [section(`${by} In their own words:`), ...reasonSections(review.text)];
  }
  const due = reviewBy(breakGlass);
  const looking = taken === undefined ? '' : ` ${mention(taken.by)} looks after it.`;
  return needsReview(breakGlass) && due !== undefined
    ? [
        section(
          `To be reviewed by ${codes(terms.reviewers.map(sourceInWords))} until ${when(due)}.${looking}`,
        ),
      ]
    : [];
}

function buttons({ id, status, breakGlass }: BreakGlassRequest): ActionsBlock[] {
  const shown = [
    ...(status === 'approved' || status === 'active' ? [button('revoke', 'Close now', id)] : []),
    ...(needsReview(breakGlass) ? [button('review', 'Review…', id)] : []),
  ];
  return shown.length === 0 ? [] : [actions('alarm', ...shown)];
}
