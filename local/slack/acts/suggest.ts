import { z } from 'zod';
import type { Block } from '../block-kit/blocks.ts';
import { complaints } from '../block-kit/complaints.ts';
import { interactives, type Placed } from '../block-kit/interactive.ts';
import { limits } from '../block-kit/limits.ts';
import { type Option, option, optionGroups } from '../block-kit/options.ts';
import { accepted, failureOf, statusOf } from '../deliver.ts';
import { NotInWorkspace } from '../errors.ts';
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
const suggestionAnswer = z.union([
  z.strictObject({ options: z.array(option).max(limits.options) }),
  z.strictObject({ option_groups: optionGroups }),
]);

/** Where an external select stands: the blocks around it, and how payloads say where that is. */
export interface Surroundings {
  readonly blocks: readonly Block[];
  readonly context: Readonly<Record<string, unknown>>;
}

/** Asks the app what an external select offers for what was typed. */
export async function suggest(
  workspace: Workspace,
  user: SlackUser,
  { blocks, context }: Surroundings,
  { actionId, typed }: { readonly actionId: string; readonly typed: string },
): Promise<Suggestions> {
  const { blockId } = externalSelect(interactives(blocks), actionId);
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
  const parsed = suggestionAnswer.safeParse(answer.body, { reportInput: true });
  if (!parsed.success) {
    const problem = complaints(parsed.error, '').join('; ');
    return { status, response: answer.body, options: [], problem };
  }
  const options =
    'options' in parsed.data
      ? parsed.data.options
      : parsed.data.option_groups.flatMap((group) => group.options);
  return { status, response: answer.body, options };
}

function externalSelect(placed: readonly Placed[], actionId: string): Placed {
  const found = placed.find(
    ({ element }) => element.action_id === actionId && element.type.endsWith('external_select'),
  );
  if (found) return found;
  throw new NotInWorkspace(`There is no external select "${actionId}" here.`);
}
