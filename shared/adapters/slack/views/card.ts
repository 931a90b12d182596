import type { ActionsBlock } from '@slack/web-api';
import { isExtension } from '../../../domain/extension.ts';
import { nameOfGrant, outlivesWindow } from '../../../domain/grant.ts';
import type { UsergroupHandle } from '../../../domain/person.ts';
import type { InStatus, Request, StatusWord } from '../../../domain/request.ts';
import type { RoleRulesSeen } from '../../../usecases/ports.ts';
import { attentionLines, howToApprove, stageLines } from './attention.ts';
import { context, header, type Message, packedSections } from './blocks.ts';
import { actions, button, decisionButtons } from './buttons.ts';
import { askedBlocks, scopeInLine } from './scope.ts';
import { standingInFull, standsAlready } from './standing.ts';
import { code, mention, when } from './text.ts';
import { whyBlocks } from './why.ts';

/** What the card needs to know beside the record. */
export interface CardSurroundings {
  readonly roleRules: RoleRulesSeen;
  /** Usergroup ids by handle. */
  readonly usergroups: ReadonlyMap<UsergroupHandle, string>;
}

const titles: Readonly<Record<StatusWord, string>> = {
  pending: 'Approval needed',
  approved: 'Approved',
  active: 'Access is open',
  closing: 'Access is closing',
  ended: 'Access is over',
  applied: 'Applied',
  denied: 'Denied',
  lapsed: 'Lapsed',
  withdrawn: 'Withdrawn',
  failed: 'Not opened',
};

/** What is another thing to say of an extension. */
const extensionTitles: Readonly<Partial<Record<StatusWord, string>>> = {
  pending: 'Approval needed for more time',
  applied: 'Extended',
  failed: 'Not extended',
};

/** The card that asks approvers, and that tells afterwards what became of the request. */
export function approvalCard(request: Request, surroundings: CardSurroundings): Message {
  const title = (isExtension(request) && extensionTitles[request.status]) || titles[request.status];
  return {
    text: `${title}: ${scopeInLine(request.scope)}, asked by ${mention(request.requester)}`,
    blocks: [
      header(title),
      ...askedBlocks(request),
      { type: 'divider' },
      ...packedSections(paragraphs(request, surroundings), '\n', 8),
      ...whyBlocks(request),
      ...buttons(request),
      context(footer(request)),
    ],
  };
}

function paragraphs(request: Request, surroundings: CardSurroundings): readonly string[] {
  return request.status === 'pending'
    ? waiting(request, surroundings)
    : [...approvers(request), ...standingInFull(request)];
}

function waiting(
  request: InStatus<'pending'>,
  { roleRules, usergroups }: CardSurroundings,
): readonly string[] {
  return [
    ...stageLines(request, usergroups),
    ...howToApprove(request),
    ...approvers(request),
    ...attentionLines(request),
    ...(roleRules === 'seen' ? [] : [rulesUnseen(request)]),
    ...standsAlready(request),
    ...(outlivesWindow(request.target.grant) ? [lastingTraces(request)] : []),
    `Without a decision the request lapses ${when(request.lapsesAt)}.`,
  ];
}

function approvers(request: Request): readonly string[] {
  return request.approvals.map(({ approver, at }) => `Approved by ${mention(approver.person)} ${when(at)}`);
}

function rulesUnseen({ target, scope }: Request): string {
  if (target.grant.kind === 'access-policy') return policyOfAws;
  return `:warning: ${code(scope.cluster)} did not answer, so it is not known what ${code(nameOfGrant(target.grant))} allows there now. Later changes to it will go unnoticed.`;
}

/** Said wherever an access policy stands: what it allows is not ours to read. */
export const policyOfAws =
  ':information_source: AWS defines what this access policy allows, and may change it: https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html';

function lastingTraces({ target }: Request): string {
  return `:red_circle: *Whoever holds ${code(nameOfGrant(target.grant))} can leave access behind that outlives the window*: bindings and service-account tokens. Its curated counterpart cannot.`;
}

function buttons(request: Request): ActionsBlock[] {
  const { id } = request;
  switch (request.status) {
    case 'pending':
      return [decisionButtons(request)];
    case 'active':
      return [actions('end', button('revoke', 'Revoke', id))];
    default:
      return [];
  }
}

function footer(request: Request): string {
  const { id, decision, requestedAt } = request;
  return `${isExtension(request) ? 'Extension' : 'Request'} ${code(id)} · rule ${code(decision.rule)} · asked ${when(requestedAt)}`;
}
