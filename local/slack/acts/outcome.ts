import { setTimeout } from 'node:timers/promises';
import { type Answer, type Delivery, statusOf } from '../deliver.ts';
import type { Message } from '../messages.ts';
import { messageView, type ShownMessage } from '../state.ts';
import type { View } from '../views.ts';
import type { Workspace } from '../workspace.ts';
import { isVisible } from './visible.ts';

/** What a person sees of something they did. */
export interface Outcome {
  /** The HTTP status of the app's answer; 504 where it came too late, 502 where there was none. */
  readonly status: number;
  /** The body of the app's answer: parsed JSON, or text. */
  readonly response: unknown;
  /** The messages posted or edited meanwhile that this person can see. */
  readonly messages: readonly ShownMessage[];
  /** The modal that was opened or changed for this person. */
  readonly view?: View;
  /** For a form that was refused: what to mend, by block id. */
  readonly errors?: Readonly<Record<string, string>>;
  /** What Slack shows the person in place of an answer that it could not use. */
  readonly problem?: string;
}

export type Settled = Pick<Outcome, 'view' | 'errors' | 'problem'>;

/** How long posts to a response url may trail the answer: wall clock, in milliseconds. */
const graceMs = 25;

/**
 * Sends a delivery on behalf of `userId`, lets `settle` apply the answer as Slack does, and tells what came of it.
 * `cause` marks what was posted in answer to this very interaction, so that two at once are told apart.
 */
export async function carryOut(
  workspace: Workspace,
  userId: string,
  cause: string,
  delivery: Delivery,
  settle: (answer: Answer) => Settled,
): Promise<Outcome> {
  const touched = new Map<string, Message>();
  const stop = workspace.messages.watch((message, by) => {
    if (by === undefined || by === cause) touched.set(`${message.channel}/${message.ts}`, message);
  });
  const before = workspace.views.stack(userId).at(-1)?.hash;
  try {
    const answer = await workspace.deliver(delivery);
    const settled = settle(answer);
    await setTimeout(graceMs);
    const top = workspace.views.stack(userId).at(-1);
    return {
      status: statusOf(answer),
      response: answer.kind === 'answered' ? answer.body : '',
      messages: stillThere(workspace, userId, [...touched.values()]),
      ...(top && top.hash !== before && { view: top }),
      ...settled,
    };
  } finally {
    stop();
  }
}

function stillThere(workspace: Workspace, userId: string, touched: readonly Message[]): ShownMessage[] {
  return touched
    .flatMap(({ channel, ts }) => workspace.messages.find(channel, ts) ?? [])
    .filter((message) => isVisible(workspace, message, userId))
    .map((message) => messageView(message));
}
