import type { ActionsBlock, Button, HomeView, KnownBlock, ModalView } from '@slack/web-api';
import type { BreakGlassRequest } from '../../../domain/break-glass.ts';
import { type Duration, formatDuration } from '../../../domain/duration.ts';
import { isExtension } from '../../../domain/extension.ts';
import type { Home } from '../../../domain/home.ts';
import { type Instant, minutesUntil } from '../../../domain/instant.ts';
import type { InStatus, Request } from '../../../domain/request.ts';
import { sentenceFor } from '../../../domain/sentences.ts';
import { howToApprove } from './attention.ts';
import { context, header, type Message, packedSections, section } from './blocks.ts';
import { unreviewedBlocks } from './break-glass-answers.ts';
import { actions, button, decisionButtons } from './buttons.ts';
import { extensionLine } from './extension.ts';
import { scopeInLine } from './scope.ts';
import { standingInLine } from './standing.ts';
import { code, escaped, mention, mrkdwn, plain, shortened, when } from './text.ts';

/** What opens the form that asks for access. */
export const askAction = 'ask';

/** How many of each are shown: three blocks each, and a Home tab holds a hundred. */
const mostShown = 12;
const longestExcerpt = 300;

/** A person's Home tab: what they hold and asked for, what waits for them, and what was. */
export function homeTab(home: Home): HomeView {
  return { type: 'home', blocks: home.outcome === 'refused' ? refused(home) : shown(home) };
}

/** The window that says what came of a click on the tab. */
export function clickAnswered({ blocks }: Message): ModalView {
  return { type: 'modal', title: plain('Kubernetes access'), close: plain('Close'), blocks };
}

function refused({ refusal }: Extract<Home, { outcome: 'refused' }>): KnownBlock[] {
  return [section(escaped(sentenceFor(refusal)))];
}

function shown({
  at: now,
  own,
  waiting,
  toReview,
  recent,
}: Extract<Home, { outcome: 'shown' }>): KnownBlock[] {
  return [
    askForAccess(),
    header('Yours now'),
    ...listed(
      own,
      (request) => ownBlocks(request, now),
      'You hold nothing, and nothing of yours is waiting.',
    ),
    header('Waiting for you'),
    ...listed(waiting, waitingBlocks, 'Nobody is waiting for you.'),
    ...reviews(toReview),
    header('Recent'),
    ...(recent.length === 0 ? [section('Nothing yet.')] : packedSections(recent.map(recentLine), '\n', 4)),
    context(`As of ${when(now)}. Opening this tab brings it up to date.`),
  ];
}

/** A Home tab holds a hundred blocks, and whoever has more to review than this has a list of them. */
const mostReviews = 5;

function reviews(uses: readonly BreakGlassRequest[]): KnownBlock[] {
  if (uses.length === 0) return [];
  const more = uses.length - mostReviews;
  return [
    header('Break-glass to review'),
    ...uses.slice(0, mostReviews).flatMap(unreviewedBlocks),
    ...(more > 0 ? [context(`and ${more} more: ${code('/k8s-access list --unreviewed')}`)] : []),
  ];
}

function askForAccess(): ActionsBlock {
  const ask: Button = {
    type: 'button',
    action_id: askAction,
    text: plain('Ask for access'),
    style: 'primary',
  };
  return { type: 'actions', block_id: askAction, elements: [ask] };
}

function listed<Item>(
  items: readonly Item[],
  blocks: (item: Item) => KnownBlock[],
  none: string,
): KnownBlock[] {
  if (items.length === 0) return [section(none)];
  const more = items.length - mostShown;
  return [
    ...items.slice(0, mostShown).flatMap(blocks),
    ...(more > 0 ? [context(`and ${more} more: ${code('/k8s-access list')}`)] : []),
  ];
}

function ownBlocks(request: Request, now: Instant): KnownBlock[] {
  const left = request.status === 'active' ? `, ${timeLeft(request, now)}` : '';
  return [
    section(`${scopeInLine(request.scope)}\n${standingInLine(request)}${left} · ${code(request.id)}`),
    ...buttonsOf(request),
  ];
}

function timeLeft({ window }: InStatus<'active'>, now: Instant): string {
  const minutes = minutesUntil(window.closesAt, now);
  return minutes < 1 ? 'less than a minute left' : `*${formatDuration(minutes as Duration)} left*`;
}

function buttonsOf({ id, status, breakGlass }: Request): ActionsBlock[] {
  switch (status) {
    case 'pending':
      return [actions(`own-${id}`, button('withdraw', 'Withdraw', id))];
    case 'approved':
      return [actions(`own-${id}`, button('release', 'Release early', id))];
    case 'active':
      if (breakGlass !== undefined) return [actions(`own-${id}`, button('release', 'Release early', id))];
      return [actions(`own-${id}`, button('extend', 'Extend', id), button('release', 'Release early', id))];
    default:
      return [];
  }
}

function waitingBlocks(request: InStatus<'pending'>): KnownBlock[] {
  const { id, requester, scope, reason, lapsesAt } = request;
  const asked = `${mention(requester)} asks for ${scopeInLine(scope)}${howLong(request)}`;
  return [
    { type: 'section', text: mrkdwn(`${asked} · lapses ${when(lapsesAt)} · ${code(id)}`) },
    // In their own words, so that nothing in it is interpreted.
    ...howToApprove(request).map(context),
    { type: 'context', elements: [plain(shortened(escaped(shortened(reason, longestExcerpt)), 2000))] },
    decisionButtons(request, `waiting-${id}`),
  ];
}

function howLong(request: InStatus<'pending'>): string {
  return isExtension(request)
    ? `\n${extensionLine(request)}`
    : ` for ${code(formatDuration(request.duration))}`;
}

function recentLine(request: Request): string {
  return `${code(request.id)} · ${scopeInLine(request.scope)} · ${standingInLine(request)}`;
}
