import * as z from 'zod';
import { parseModal } from '../block-kit/parse.ts';
import { type Answer, accepted, failureOf } from '../deliver.ts';
import { SlackError } from '../errors.ts';
import type { SlackUser } from '../people.ts';
import type { Shown, View } from '../views.ts';
import type { Workspace } from '../workspace.ts';
import { type Filled, filledIn } from './fill.ts';
import { carryOut, type Outcome, type Settled } from './outcome.ts';
import { interaction, interactionBase, viewWith } from './payloads.ts';

/** What an app may answer to a submission. https://docs.slack.dev/surfaces/modals#response_actions */
const submissionAnswer = z.discriminatedUnion('response_action', [
  z.strictObject({
    response_action: z.literal('errors'),
    errors: z.record(z.string(), z.string().min(1)),
  }),
  z.strictObject({ response_action: z.literal('clear') }),
  z.strictObject({ response_action: z.literal('update'), view: z.unknown() }),
  z.strictObject({ response_action: z.literal('push'), view: z.unknown() }),
]);

/** What Slack shows above a form whose submission failed. */
const trouble = 'We had some trouble connecting. Try again?';

/** Submits a form. What `filled` does not name keeps the value that it has in the view. */
export function submit(
  workspace: Workspace,
  user: SlackUser,
  shown: Shown,
  filled: Filled,
): Promise<Outcome> {
  const values = filledIn(workspace, shown.view, filled);
  const view = workspace.views.fill(shown, values);
  const delivery = interaction({
    type: 'view_submission',
    ...interactionBase(user, workspace.team),
    trigger_id: workspace.triggers.issue(user.id),
    view,
    response_urls: [],
  });
  return carryOut(workspace, user.id, view.id, delivery, (answer) =>
    settle(workspace, { user: user.id, view }, answer),
  );
}

/** Closes a form; the app is told where it asked to be. `null` where it is not. */
export function close(workspace: Workspace, user: SlackUser, shown: Shown): Promise<Outcome | null> {
  const { view } = shown;
  if (view.clear_on_close) workspace.views.clear(user.id);
  else workspace.views.close(shown);
  if (!view.notify_on_close) return Promise.resolve(null);
  const payload = {
    type: 'view_closed',
    ...interactionBase(user, workspace.team),
    view: viewWith(view, {}),
    is_cleared: view.clear_on_close,
  };
  return carryOut(workspace, user.id, view.id, interaction(payload), () => ({}));
}

function settle(workspace: Workspace, shown: Shown, answer: Answer): Settled {
  if (!accepted(answer)) return { problem: failureOf(answer), view: shown.view };
  if (answer.body === '') {
    workspace.views.close(shown);
    return {};
  }
  const parsed = submissionAnswer.safeParse(answer.body);
  if (!parsed.success) return { problem: trouble, view: shown.view };
  try {
    return respond(workspace, shown, parsed.data);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return { problem: [trouble, error.code, ...error.details].join('; '), view: shown.view };
  }
}

function respond({ views }: Workspace, shown: Shown, answer: z.infer<typeof submissionAnswer>): Settled {
  switch (answer.response_action) {
    case 'errors':
      checkErrors(shown.view, answer.errors);
      return { errors: answer.errors, view: shown.view };
    case 'clear':
      views.clear(shown.user);
      return {};
    case 'update':
      return { view: views.update(shown, parseModal(answer.view)) };
    case 'push':
      return { view: views.push(shown.user, parseModal(answer.view)) };
  }
}

/** Slack shows errors under input blocks only, and treats any other block id as a broken answer. */
function checkErrors(view: View, errors: Readonly<Record<string, string>>): void {
  const inputs = view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id);
  for (const blockId of Object.keys(errors)) {
    if (!inputs.includes(blockId)) throw new SlackError('invalid_arguments', [`no input block "${blockId}"`]);
  }
}
