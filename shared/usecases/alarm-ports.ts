import type { BreakGlassRequest } from '../domain/break-glass.ts';
import type { Step } from '../domain/break-glass-steps.ts';
import type { MessageRef } from '../domain/request.ts';
import type { Posted } from './ports.ts';

/** Tells a channel of a break-glass. Throws RateLimitedError where Slack asks for quiet. */
export interface AlarmMessenger {
  /** Posts the message that nobody can miss. @throws ChannelUnusableError */
  post(request: BreakGlassRequest): Promise<Posted>;
  /** A link to it; nothing where Slack has none. */
  linkTo(place: MessageRef): Promise<string | undefined>;
  /** Says a step in its thread. */
  say(request: BreakGlassRequest, step: Step, place: MessageRef): Promise<void>;
}
