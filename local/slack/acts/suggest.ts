import * as z from 'zod';
import type { Block } from '../block-kit/blocks.ts';
import { complaints } from '../block-kit/complaints.ts';
import { interactives, type Placed } from '../block-kit/interactive.ts';
import { limits } from '../block-kit/limits.ts';
import { type Option, option, optionGroups } from '../block-kit/options.ts';
import { accepted, failureOf, statusOf } from '../deliver.ts';
import { NotInWorkspace, NotPossible } from '../errors.ts';
import type { SlackUser } from '../people.ts';
import type { Workspace } from '../workspace.ts';
import { interaction, interactionBase } from './payloads.ts';

/** What an external select offers for what was typed. */
export interface Suggestions {
  readonly status: number;
  readonly response: unknown;
  readonly options: readonly Option[];
  /** Why the app's answer could not be used; Slack then shows no options. */
  readonly problem?: string;
}

/** https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload */
const plainAnswer = z.strictObject({ options: z.array(option).max(limits.options) });
const groupedAnswer = z.strictObject({ option_groups: optionGroups });

/** Reads an answer as what it means to be, so that complaints are about that. */
function parseAnswer(body: unknown) {
  const isGrouped = typeof body === 'object' && body !== null && 'option_groups' in body;
  return (isGrouped ? groupedAnswer : plainAnswer).safeParse(body, { reportInput: true });
}

/** Where an external select stands: the blocks around it, and how payloads say where that is. */
export interface Surroundings {
  /** As `Offers` has it. */
  readonly place: string;
  readonly blocks: readonly Block[];
  readonly context: Readonly<Record<string, unknown>>;
}

/**
 * Asks the app what an external select offers for what was typed. @throws NotPossible where that is less than the
 * select wants, as Slack then does not ask
 */
export async function suggest(
  workspace: Workspace,
  user: SlackUser,
  { place, blocks, context }: Surroundings,
  { actionId, typed }: { readonly actionId: string; readonly typed: string },
): Promise<Suggestions> {
  const { blockId, least } = externalSelect(interactives(blocks), actionId);
  if (typed.length < least) {
    throw new NotPossible(`"${actionId}" is asked once ${least} characters are typed. Type more.`);
  }
  const answer = await workspace.deliver(
    interaction({
      type: 'block_suggestion',
      ...interactionBase(user, workspace.team),
      ...context,
      action_id: actionId,
      block_id: blockId,
      value: typed,
    }),
  );
  const status = statusOf(answer);
  if (!accepted(answer)) return { status, response: '', options: [], problem: failureOf(answer) };
  const parsed = parseAnswer(answer.body);
  if (!parsed.success) {
    const problem = complaints(parsed.error, '').join('; ');
    return { status, response: answer.body, options: [], problem };
  }
  const options =
    'options' in parsed.data
      ? parsed.data.options
      : parsed.data.option_groups.flatMap((group) => group.options);
  workspace.offers.remember(place, actionId, options);
  return { status, response: answer.body, options };
}

/** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select */
const leastUnlessSaid = 3;

/** The block in which the select stands, and the fewest characters that it is asked with. */
function externalSelect(placed: readonly Placed[], actionId: string) {
  for (const { blockId, element } of placed) {
    if (element.action_id !== actionId) continue;
    if (element.type === 'external_select' || element.type === 'multi_external_select') {
      return { blockId, least: element.min_query_length ?? leastUnlessSaid };
    }
  }
  throw new NotInWorkspace(`There is no external select "${actionId}" here.`);
}
